# SPDX-License-Identifier: Apache-2.0
"""A file system that hands all on to a folder, and fails where it is told to: storage that is busy, or away.

failing_fs.py FOLDER MOUNT-POINT ORDER
ORDER is a file: empty, or "ERRNO NAME", and then all fails so that is done below a directory of that name.
"""
import errno
import os
import sys

import fusepy


class Failing(fusepy.Operations):
    use_ns = True

    def __init__(self, folder, order):
        self.folder = os.fsencode(folder)
        self.order = order

    def __call__(self, op, *args):
        with open(self.order, encoding="ascii") as file:
            order = file.read().split()
        if order and op not in ("flush", "release", "releasedir"):
            for path in args:
                if isinstance(path, str) and order[1] in path.split("/")[1:-1]:
                    raise fusepy.FuseOSError(getattr(errno, order[0]))
        return super().__call__(op, *args)

    def real(self, path):
        return self.folder + path.encode("latin-1")

    def init(self, path):
        print("mounted", flush=True)

    def chmod(self, path, mode):
        os.chmod(self.real(path), mode)

    def chown(self, path, uid, gid):
        os.lchown(self.real(path), uid, gid)

    def create(self, path, mode, fi=None):
        return os.open(self.real(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)

    def fsync(self, path, datasync, fh):
        os.fsync(fh)

    def getattr(self, path, fh=None):
        status = os.fstat(fh) if fh else os.lstat(self.real(path))
        names = ("st_mode", "st_ino", "st_nlink", "st_uid", "st_gid", "st_size", "st_blocks")
        found = {name: getattr(status, name) for name in names}
        found.update({name: getattr(status, name + "_ns") for name in ("st_atime", "st_mtime", "st_ctime")})
        return found

    def getxattr(self, path, name, position=0):
        return os.getxattr(self.real(path), name, follow_symlinks=False)

    def link(self, new, old):
        os.link(self.real(old), self.real(new))

    def listxattr(self, path):
        return os.listxattr(self.real(path), follow_symlinks=False)

    def mkdir(self, path, mode):
        os.mkdir(self.real(path), mode)

    def open(self, path, flags):
        return os.open(self.real(path), flags)

    def read(self, path, size, offset, fh):
        return os.pread(fh, size, offset)

    def readdir(self, path, fh):
        return [".", ".."] + [name.decode("latin-1") for name in os.listdir(self.real(path))]

    def readlink(self, path):
        return os.readlink(self.real(path)).decode("latin-1")

    def release(self, path, fh):
        os.close(fh)

    def removexattr(self, path, name):
        os.removexattr(self.real(path), name, follow_symlinks=False)

    def rename(self, old, new):
        os.rename(self.real(old), self.real(new))

    def rmdir(self, path):
        os.rmdir(self.real(path))

    def setxattr(self, path, name, value, options, position=0):
        os.setxattr(self.real(path), name, value, options, follow_symlinks=False)

    def statfs(self, path):
        status = os.statvfs(self.real(path))
        names = ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_namemax")
        return {name: getattr(status, name) for name in names}

    def symlink(self, new, target):
        os.symlink(target.encode("latin-1"), self.real(new))

    def truncate(self, path, length, fh=None):
        os.truncate(fh or self.real(path), length)

    def unlink(self, path):
        os.unlink(self.real(path))

    def utimens(self, path, times=None):
        os.utime(self.real(path), ns=times, follow_symlinks=False)

    def write(self, path, data, offset, fh):
        return os.pwrite(fh, data, offset)


folder, mount_point, order = sys.argv[1:]
os.umask(0)
fusepy.FUSE(
    Failing(folder, order),
    mount_point,
    encoding="latin-1",
    foreground=True,
    use_ino=True,
    hard_remove=True,
    attr_timeout=0,
    entry_timeout=0,
)
