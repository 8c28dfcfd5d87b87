"""The Posyandu information system (SIP), formats 1 to 7: registers of persons and the months of a year."""
