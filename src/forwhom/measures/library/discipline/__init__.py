"""What happens when things go wrong?"""
