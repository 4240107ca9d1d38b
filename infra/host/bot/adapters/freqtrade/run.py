"""Starts freqtrade with the artefact's configuration, the credential and the folders of this host.

The credential goes in as a further configuration, a file in this process's memory that has no name in any file system: it is
never on a disk, never in the environment, which freqtrade logs at start, and never in an argument. (`--config -` would take
the place of every other configuration, `dry_run` among them.)
"""

import json
import os
import pathlib
import sys

DATA = pathlib.Path("/var/lib/bulkhead-bot")
ARTIFACT = pathlib.Path("/opt/bulkhead/bot")
# Names of the credential's fields, which are ccxt's, and freqtrade's for them.
FIELDS = {
    "apiKey": "key",
    "secret": "secret",
    "password": "password",
    "uid": "uid",
    "walletAddress": "walletAddress",
    "privateKey": "privateKey",
}


def main():
    try:
        credential = json.loads(pathlib.Path(os.environ["CREDENTIALS_DIRECTORY"], "exchange").read_bytes())
        fields = {name: credential[field] for field, name in FIELDS.items() if field in credential}
    except (ValueError, TypeError):
        print("the credential is no JSON object with the fields that docs/host.md names", file=sys.stderr)
        return 78
    settings = {
        "exchange": fields,
        "internals": {"sd_notify": True},
        "db_url": f"sqlite:///{DATA}/trades.sqlite",
    }
    memory = os.memfd_create("exchange.json", 0)
    os.write(memory, json.dumps(settings).encode())
    os.makedirs(DATA / "user_data", exist_ok=True)
    words = [sys.executable, "-m", "freqtrade", "trade", "--config", str(ARTIFACT / "config.json")]
    words += ["--config", f"/proc/self/fd/{memory}"]
    words += ["--user-data-dir", str(DATA / "user_data"), "--strategy-path", str(ARTIFACT / "strategies")]
    os.execv(words[0], words)


if __name__ == "__main__":
    sys.exit(main())
