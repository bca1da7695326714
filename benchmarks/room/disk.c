/* A disk for experiments, loaded with LD_PRELOAD. It makes every fsync slower by DISK_DELAY_US microseconds, and copies
   each file that is synchronised into the folder DISK_MIRROR: what lies there is what a power cut would leave. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void mirror(int fd) {
  const char *folder = getenv("DISK_MIRROR");
  if (!folder) return;
  char link[64], path[4096], partial[4200], final[4200];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  struct stat about;
  if (fstat(fd, &about) || !S_ISREG(about.st_mode)) return;
  const char *name = strrchr(path, '/');
  snprintf(partial, sizeof partial, "%s%s.partial", folder, name);
  snprintf(final, sizeof final, "%s%s", folder, name);
  int out = open(partial, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (out < 0) return;
  char block[65536];
  off_t at = 0;
  ssize_t got;
  while ((got = pread(fd, block, sizeof block, at)) > 0) {
    if (write(out, block, got) != got) break;
    at += got;
  }
  close(out);
  rename(partial, final);
}

static int slowly(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  int result = real(fd);
  const char *delay = getenv("DISK_DELAY_US");
  if (delay) {
    long microseconds = atol(delay);
    struct timespec wait = {microseconds / 1000000, (microseconds % 1000000) * 1000};
    nanosleep(&wait, NULL);
  }
  if (!result) mirror(fd);
  return result;
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
