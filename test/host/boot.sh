#!/bin/bash
# Boots a Debian root under its own systemd, in namespaces of its own: processes, mounts, network, names, cgroups. Started by
# machine.ts as: unshare … bash boot.sh LOWER FOLDER [bind SOURCE TARGET]…
set -euo pipefail
lower=$1 folder=$2
shift 2
mount --make-rprivate /
mkdir --parents "$folder"/{upper,work,merged}
mount --types overlay overlay --options "lowerdir=$lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/merged"
cd "$folder/merged"
while (($# > 0)); do
  mkdir --parents ".$2"
  mount --bind "$1" ".$2"
  shift 2
done
mount --types proc proc proc
# The clock, the kernel's settings and the devices are the machine's, and stay as they are; the network's are our own.
mount --bind proc/sys proc/sys
mount --options remount,bind,ro proc/sys
mount --types sysfs sysfs sys --options ro
mount --types tmpfs tmpfs dev --options mode=0755
for device in null zero full random urandom tty; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
for device in /dev/loop[0-9]*; do
  touch ".$device"
  mount --bind "$device" ".$device"
done
ln --symbolic /proc/self/fd dev/fd
mkdir dev/pts dev/shm
mount --types devpts devpts dev/pts --options newinstance,ptmxmode=0666
ln --symbolic pts/ptmx dev/ptmx
mount --types tmpfs tmpfs dev/shm
mount --types cgroup2 cgroup2 sys/fs/cgroup
mount --types tmpfs tmpfs run --options mode=0755
mount --types tmpfs tmpfs tmp
ip link set lo up
mkdir run/before
pivot_root . run/before
umount --lazy /run/before
mount --make-rshared /
exec env --ignore-environment container=bulkhead PATH=/usr/sbin:/usr/bin:/sbin:/bin /sbin/init systemd.unit=multi-user.target
