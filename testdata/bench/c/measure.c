/* measure: runs a program and prints what it cost: wall time, user time and
 * system time in nanoseconds, the greatest resident memory in kilobytes, the
 * exit status.
 *
 * This is a program of its own because Linux counts the memory that a process
 * had before exec: started from a large program, every small one looks large.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long nanoseconds(struct timeval t) { return t.tv_sec * 1000000000LL + t.tv_usec * 1000LL; }

int main(int argc, char **argv) {
	if (argc < 2) return 2;
	struct timespec begin, end;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid_t child = fork();
	if (child < 0) return 1;
	if (child == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, 1);
		dup2(null, 2);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	int status;
	struct rusage used;
	if (wait4(child, &status, 0, &used) < 0) return 1;
	clock_gettime(CLOCK_MONOTONIC, &end);
	long long wall = (end.tv_sec - begin.tv_sec) * 1000000000LL + end.tv_nsec - begin.tv_nsec;
	printf("%lld %lld %lld %ld %d\n", wall, nanoseconds(used.ru_utime), nanoseconds(used.ru_stime), used.ru_maxrss,
		WIFEXITED(status) ? WEXITSTATUS(status) : 128);
	return 0;
}
