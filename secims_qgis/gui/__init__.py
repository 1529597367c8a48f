"""The dock and its parts, thin over the other folders.

::

    SecimsDock
    ├── ResultsPage    SearchBar, result list (ResultsModel, RecordDelegate), start and message pages
    ├── RecordPage     header, abstract, distributions (OfferModel, OfferDelegate), groups, ActionBar
    ├── CrsPage        the CRS report of one layer
    └── DownloadsStrip the jobs of the download queue

A widget turns a value into pixels and a click into a signal. Who does the work stands beside them:
``SearchRunner``, ``RecordLoader``, ``Thumbnails``, ``LayerAdder`` and ``DownloadQueue`` own one state
each and say in signals what happened.
"""

from __future__ import annotations
