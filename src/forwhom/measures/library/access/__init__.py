"""What are our children offered?"""
