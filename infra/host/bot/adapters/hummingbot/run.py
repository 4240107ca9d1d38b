"""Starts hummingbot with the files that its data volume holds.

hummingbot keeps its exchange credentials itself, encrypted under one password, in its folder conf; the credential of this
host is that password. It reaches hummingbot's own quick start as a variable that this process sets for itself: the unit's
environment and the process's arguments, which others could read, never hold it.
"""

import os
import pathlib
import runpy
import sys

HOME = pathlib.Path("/home/hummingbot")
DATA = pathlib.Path("/var/lib/bulkhead-bot")
FOLDERS = ("conf", "data", "logs", "scripts")


def main():
    password = pathlib.Path(os.environ["CREDENTIALS_DIRECTORY"], "exchange").read_text(encoding="utf-8").rstrip("\n")
    start = HOME / "bin" / "hummingbot_quickstart.py"
    if not start.exists():
        print(f"{start} is missing: the artefact is no image of hummingbot", file=sys.stderr)
        return 78
    # The image is read-only here: its folders are looked for beside the process, on the data volume.
    for folder in FOLDERS:
        (DATA / folder).mkdir(exist_ok=True)
    os.chdir(DATA)
    os.environ["CONFIG_PASSWORD"] = password
    sys.path[:0] = [str(HOME), str(HOME / "bin")]
    sys.argv = [str(start), "--headless"]
    runpy.run_path(str(start), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
