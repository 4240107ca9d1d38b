"""Starts freqtrade with the artefact's configuration, the credential and the folders of this host.

The credential goes in as a further configuration on standard input (`--config -`): it is never in a file that outlives the
unit, never in the environment, which freqtrade logs at start, and never in an argument.
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
    reading, writing = os.pipe()
    # Smaller than a pipe holds (64 KiB), so nobody has to read while this is written.
    os.write(writing, json.dumps(settings).encode())
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)
    os.makedirs(DATA / "user_data", exist_ok=True)
    words = [sys.executable, "-m", "freqtrade", "trade", "--config", str(ARTIFACT / "config.json"), "--config", "-"]
    words += ["--user-data-dir", str(DATA / "user_data"), "--strategy-path", str(ARTIFACT / "strategies")]
    os.execv(words[0], words)


if __name__ == "__main__":
    sys.exit(main())
