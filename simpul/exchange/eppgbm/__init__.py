"""e-PPGBM: its bulk-import sheets filled from what the posts recorded, and what its download says differently."""
