"""Are our children in school?"""
