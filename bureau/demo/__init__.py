"""Demonstration data: the real network, synthetic people only.

Identity numbers carry the prefix 99, a province code that GB/T 2260 has never assigned, so that none can be a living person's.
Everything made here is marked `is_demo` and goes with `load_demo --remove`.
"""
