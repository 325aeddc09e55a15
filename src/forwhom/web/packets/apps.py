"""Tells Django of this part of the web application."""

from django.apps import AppConfig


class Packets(AppConfig):
    """Board packets: chosen findings on paper, for inside, for the committee or for everyone."""

    name = "forwhom.web.packets"
    label = "packets"
