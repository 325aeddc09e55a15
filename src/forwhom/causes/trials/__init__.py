"""What a district tried: as it declares it, its effect, and the smallest that could be seen."""
