"""Tocsin: an early-warning desk for international crises."""

__version__ = "0.1.0"
