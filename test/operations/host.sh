#!/bin/bash
# What a host of the suite has of its own: /etc, /usr/local, /run, logs. Started in namespaces of its own by bot-host.ts as:
# host.sh FOLDER AWS, with the host's /etc and the archive of its files, and the folder of the AWS command line's packages.
set -euo pipefail
folder=$1 aws=$2

for place in /run /var/log /usr/local; do
  mount --types tmpfs --options mode=0755 tmpfs "$place"
done
install --directory --mode=0755 /usr/local/bin /usr/local/lib/bulkhead /usr/local/libexec/bulkhead /usr/local/aws
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
# What infra/host/install does for operators; the rest of it needs a machine of its own (test/host).
mkdir /usr/local/host
tar --extract --file "$folder/files.tar" --directory /usr/local/host --no-same-owner --preserve-permissions
find /usr/local/host -type d -exec chmod 0755 {} +
install -D --mode=0644 --target-directory=/etc/bulkhead/hosts /usr/local/host/hosts/*
/usr/local/host/operator/install
ip link set lo up
echo ready
exec sleep infinity
