"""Reads a version of a secret from Secrets Manager under the role of this host. The AWS command line can do that too, and
takes longer to start than all the rest of a call.

Source: docs.aws.amazon.com, IAM User Guide, "Create a signed AWS API request"; Secrets Manager API, GetSecretValue.
"""

import datetime
import hashlib
import hmac
import http.client
import json
import re
import ssl
import time

from core import metadata

CONNECT_SECONDS, ATTEMPTS, PAUSE_SECONDS = 5, 3, 0.5
MOST_BYTES = 256 << 10
TYPE = "application/x-amz-json-1.1"
TARGET = "secretsmanager.GetSecretValue"


class Refused(Exception):
    """`code`: AWS's own, such as AccessDeniedException; None where AWS did not answer."""

    def __init__(self, code=None):
        super().__init__()
        self.code = code


def value(region, name, version):
    """Version, text and whether it is binary, of the version that `version` names: {"VersionStage": …} or {"VersionId": …}."""
    for left in reversed(range(ATTEMPTS)):
        try:
            status, answer = _ask(region, json.dumps({"SecretId": name, **version}).encode(), _role())
        except (OSError, ValueError, KeyError, http.client.HTTPException):
            refused = Refused()
        else:
            if status == 200:
                return {field: answer.get(field) for field in ("VersionId", "SecretString", "SecretBinary")}
            refused = Refused(_code(answer))
            if status < 500 and refused.code != "ThrottlingException":
                raise refused
        if left == 0:
            raise refused
        time.sleep(PAUSE_SECONDS)


def _role():
    status, name = metadata.get("iam/security-credentials/")
    if status != 200 or not re.fullmatch(r"[\w+=,.@-]{1,64}", name):
        raise OSError
    status, text = metadata.get(f"iam/security-credentials/{name}")
    if status != 200:
        raise OSError
    return json.loads(text)


def _code(answer):
    found = re.search(r"(?:^|#)([A-Za-z]{3,64})$", str(answer.get("__type", "")))
    return found[1] if found else None


def _ask(region, body, role):
    host = f"secretsmanager.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}"
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    headers = {
        "content-type": TYPE,
        "host": host,
        "x-amz-date": now,
        "x-amz-security-token": role["Token"],
        "x-amz-target": TARGET,
    }
    headers["authorization"] = _signature(headers, body, f"{now[:8]}/{region}/secretsmanager/aws4_request", role)
    connection = http.client.HTTPSConnection(host, 443, timeout=CONNECT_SECONDS, context=ssl.create_default_context())
    try:
        connection.request("POST", "/", body=body, headers=headers)
        reply = connection.getresponse()
        answer = json.loads(reply.read(MOST_BYTES + 1).decode("utf-8"))
        if not isinstance(answer, dict):
            raise ValueError
        return reply.status, answer
    finally:
        connection.close()


def _signature(headers, body, scope, role):
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    asked = "\n".join(["POST", "/", "", lines, names, hashlib.sha256(body).hexdigest()])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashlib.sha256(asked.encode()).hexdigest()])
    key = b"AWS4" + role["SecretAccessKey"].encode()
    for part in [*scope.split("/"), text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return f"AWS4-HMAC-SHA256 Credential={role['AccessKeyId']}/{scope}, SignedHeaders={names}, Signature={key.hex()}"
