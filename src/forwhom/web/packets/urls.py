"""The addresses of board packets."""

from __future__ import annotations

from django.urls import path

from forwhom.web.packets.views import inside, packets, released

urlpatterns = [
    path("", packets.show, name="packets"),
    path("inside/", inside.show, name="packet_inside"),
    path("<slug:audience>/", released.show, name="packet_released"),
]
