"""Measuring extraction against labelled articles: precision, recall and F1 a layer, and the precision of each rule."""
