"""One file a way of grouping children; `forwhom.groups.GROUPS` finds them."""
