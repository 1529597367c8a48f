"""A reply that Python takes for deleted although Qt has not deleted it.

Where several threads send requests at the same time, PyQt 5.15 cuts one in some hundred of its replies
off from the Python object that stands for it; using that raises RuntimeError. The reply itself lives on,
a child of its network manager, and can be taken up again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt import sip
from qgis.PyQt.QtNetwork import QNetworkReply

if TYPE_CHECKING:
    from qgis.PyQt.QtCore import QEventLoop

_TRIES = 5


def living(reply: QNetworkReply, loop: QEventLoop) -> QNetworkReply:
    """Return the reply, found again if Python has lost it; on the thread that sent its request.

    ``loop`` is the originating object of the request, by which the reply is known.
    """
    for _try in range(_TRIES):
        if not sip.isdeleted(reply):
            return reply
        replies = QgsNetworkAccessManager.instance().findChildren(QNetworkReply)
        reply = next((other for other in replies if _is_of(other, loop)), reply)
    return reply


def _is_of(reply: QNetworkReply, loop: QEventLoop) -> bool:
    return not sip.isdeleted(reply) and reply.request().originatingObject() is loop
