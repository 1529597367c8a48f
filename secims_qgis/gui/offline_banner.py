"""Says above the list that it is a saved copy, with a button to try the catalogue again."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.labels import PlainLabel
from secims_qgis.translation import tr


class OfflineBanner(QWidget):
    """Hidden while the catalogue answers."""

    try_again_clicked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self.text = QLabel(), PlainLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.button = QPushButton(tr("Try Again"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: self.try_again_clicked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 2)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, title: str, text: str = "") -> None:
        """Show the banner, its first words in bold; hide it where there is nothing to say."""
        side = round(theme.unit(self) * 1.2)
        self._icon.setPixmap(theme.icon("mIconWarning").pixmap(QSize(side, side)))
        # These are our own words; no text of a server is ever in them.
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setText(f"<b>{escape(title)}</b> {escape(text)}")
        self.setAccessibleName(f"{title} {text}".strip())
        self.setVisible(bool(title))
