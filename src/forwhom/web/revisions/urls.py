"""The addresses of earlier wordings."""

from __future__ import annotations

from django.urls import path, register_converter

from forwhom.web.revisions.views import wordings


class Kind:
    """The kind of a thing in an address: `inquiry.driver`."""

    regex = r"[a-z_]{1,30}\.[a-z_]{1,30}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    to_url = to_python


register_converter(Kind, "kept_kind")

urlpatterns = [
    path("<kept_kind:kind>/<int:key>/", wordings.show, name="wordings"),
    path(
        "<kept_kind:kind>/<int:key>/restore/<int:version>/", wordings.restore, name="restore_kept"
    ),
    path("<kept_kind:kind>/<int:key>/withdraw/", wordings.withdraw, name="withdraw_kept"),
    path("<kept_kind:kind>/<int:key>/bring-back/", wordings.bring_back, name="bring_back_kept"),
]
