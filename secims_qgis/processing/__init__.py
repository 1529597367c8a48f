"""Processing algorithms: what the dock does, for models, batches, scripts and ``qgis_process``.

::

    provider.SecimsProvider
    ├── search, describe          a catalogue to JSON files
    ├── add_live, download        a distribution to a layer or to files
    ├── extract                   what a service has in an extent, to a file
    └── check_crs, check_project  a layer, or all of a project, to verdicts

They read their parameters, call the packages below and write the results; nothing else. QGIS loads
all of them while it starts, so what they call is imported when one of them runs.
"""

from __future__ import annotations
