"""Processes of another uid, which keep nothing on a disk and can't be looked into."""

import ctypes
import os
import pwd
import resource
import signal

# include/uapi/linux/prctl.h
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
# include/uapi/asm-generic/mman.h: MCL_CURRENT and MCL_FUTURE
LOCK_ALL = 1 | 2


def sealed():
    """No core dump of this process or of one that it starts, and nobody of the same uid may attach to it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def become(user):
    """Gives up root for good. Memory is locked first, as far as the machine allows, so that it is never swapped."""
    entry = pwd.getpwnam(user)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    try:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        libc.mlockall(LOCK_ALL)
    except ValueError:
        # Locking under a limit would make later allocations fail; hosts have no swap to begin with.
        pass
    os.setgroups([])
    os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
    os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
    if os.getresuid() != (entry.pw_uid,) * 3 or entry.pw_uid == 0:
        os._exit(3)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        os._exit(3)
    # A change of uid may have set these back.
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    sealed()


def start(user, work, keeps):
    """Forks a process that becomes `user`, with the descriptors `keeps` and no others, and runs `work`. No traceback of
    it is ever printed: it could hold what it was working with."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2 and int(name) not in keeps:
                _close(int(name))
        become(user)
        work()
        code = 0
    except BaseException:  # noqa: B902 - whatever it was, nothing of it may be shown
        pass
    finally:
        os._exit(code)


def _close(descriptor):
    try:
        os.close(descriptor)
    except OSError:
        pass
