/* Makes every fsync and fdatasync take SYNC_DELAY_US microseconds longer (2000 unless told), so that a machine whose
 * disk answers at once behaves like one whose sync takes 2 ms. Loaded with LD_PRELOAD; see tools/sync-delay. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

static struct timespec delay = {0, 2000 * 1000};
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void prepare(void) {
    const char *wanted = getenv("SYNC_DELAY_US");
    if (wanted) {
        long long micros = atoll(wanted);
        if (micros < 0) micros = 0;
        delay.tv_sec = micros / 1000000;
        delay.tv_nsec = micros % 1000000 * 1000;
    }
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
}

/* A signal must not shorten the wait: PostgreSQL wakes its processes with signals. */
static void wait_for_the_disk(void) {
    int before = errno;
    struct timespec left = delay;
    while (nanosleep(&left, &left) == -1 && errno == EINTR) {
    }
    errno = before;
}

int fsync(int file) {
    int result = real_fsync(file);
    wait_for_the_disk();
    return result;
}

int fdatasync(int file) {
    int result = real_fdatasync(file);
    wait_for_the_disk();
    return result;
}
