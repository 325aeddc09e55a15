"""What are our children learning?"""
