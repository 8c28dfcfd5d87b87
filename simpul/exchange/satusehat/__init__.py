"""SATUSEHAT: what a visit says, as FHIR R4, on its way to the national record.

`content` what is sent under which code · `resources` the R4 structs · `facts`, `reading` rows for the builder ·
`bundle` facts to a transaction · `client` the line to the server · `feeding`, `sending` the outbox · `pages` what a
puskesmas sees of it. Nothing leaves that is not listed in `content/exchange/satusehat/`.
"""
