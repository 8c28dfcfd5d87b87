"""Reports at the puskesmas and above: which there are, for whom, on the page, as files, and prepared for later."""
