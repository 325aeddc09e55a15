"""Every sentence the pages say: kept where the apps below this one can say them too."""

from forwhom.web.phrases_of import language, phrases, say

__all__ = ["language", "phrases", "say"]
