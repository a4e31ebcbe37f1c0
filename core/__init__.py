"""Shared machinery; knows no department."""
