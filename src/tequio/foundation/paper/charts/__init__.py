"""Figures: one Vega-Lite specification, drawn once as SVG, with the same content as a table beside it."""
