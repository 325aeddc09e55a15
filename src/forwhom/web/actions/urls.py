"""The addresses of what adults do."""

from __future__ import annotations

from django.urls import path

from forwhom.web.actions.views import action, actions, series

urlpatterns = [
    path("inquiry/<int:key>/", actions.show, name="inquiry_actions"),
    path("inquiry/<int:key>/plan/", actions.plan, name="plan_action"),
    path("inquiry/<int:key>/count/", actions.count, name="begin_series"),
    path("<int:key>/", action.show, name="action"),
    path("<int:key>/done/", action.done, name="note_done"),
    path("<int:key>/effect/", action.effect, name="smallest_effect"),
    path("<int:key>/order/", action.order, name="draw_order"),
    path("series/<int:key>/", series.show, name="series"),
    path("series/<int:key>/read/", series.read, name="read_series"),
]
