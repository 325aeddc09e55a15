"""Do our children stay on the road to graduation?"""
