"""What comes in from and goes out to other systems: e-PPGBM sheets, paper registers."""
