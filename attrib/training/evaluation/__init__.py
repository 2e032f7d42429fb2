"""Measuring models: metrics, figures, calibration, reports."""
