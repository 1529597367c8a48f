"""A small SEC-IMS on one's own machine: real pygeoapi and pycsw over made-up Saint Lucia data."""
