#!/bin/bash
# What a host of the suite has of its own: /etc, /usr/local, /run, logs. Started in namespaces of its own by bot-host.ts as:
# host.sh FOLDER AWS FILES, with the host's /etc, the folder of the AWS command line's packages, and infra/host.
set -euo pipefail
folder=$1 aws=$2 files=$3

for place in /run /var/log /usr/local; do
  mount --types tmpfs --options mode=0755 tmpfs "$place"
done
install --directory --mode=0755 /usr/local/bin /usr/local/lib/bulkhead /usr/local/libexec/bulkhead /usr/local/aws
[[ ! -d $files/operator ]] || cp --recursive "$files/operator" /usr/local/lib/bulkhead/operator
[[ ! -d /usr/local/lib/bulkhead/operator ]] || chmod --recursive u=rwX,go=rX /usr/local/lib/bulkhead/operator
mount --bind "$aws" /usr/local/aws
# The command line trusts lists of its own.
for list in /usr/local/aws/python3*/site-packages/{,awscli/}botocore/cacert.pem; do
  [[ ! -f $list ]] || mount --bind "$folder/etc/ssl/certs/ca-certificates.crt" "$list"
done
cat >/usr/local/bin/aws <<'AWS'
#!/bin/sh
PYTHONPATH=$(echo /usr/local/aws/python3*/site-packages) PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 -m awscli "$@"
AWS
chmod 0755 /usr/local/bin/aws
mount --bind "$folder/etc" /etc
ip link set lo up
echo ready
exec sleep infinity
