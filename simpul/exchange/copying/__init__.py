"""Ordered copy sheets for national applications that can only be typed into (`content/exchange/copy-sheets.json`)."""
