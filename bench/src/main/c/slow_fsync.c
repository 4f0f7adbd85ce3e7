// SPDX-License-Identifier: Apache-2.0
// Loaded into the database's server: each fsync takes so many microseconds longer, as on a disk that syncs in earnest.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void delay(void) {
  const char *text = getenv("BORA_BENCH_FSYNC_MICROS");
  long micros = text ? atol(text) : 0;
  struct timespec pause = {micros / 1000000, micros % 1000000 * 1000};
  nanosleep(&pause, NULL);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  delay();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  delay();
  return real(fd);
}
