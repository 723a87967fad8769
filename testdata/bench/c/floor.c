/* floor: the least that any program must do to know every file below a
 * directory. One openat, getdents64 until the end and close for each directory,
 * one newfstatat for each other entry, by threads that keep nothing but a sum.
 *
 *   floor DIR THREADS [list]      with "list", files are not asked for their status
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BUFFER = 32 * 1024, MAX_THREADS = 64 };

struct entry { /* struct linux_dirent64 */
	uint64_t ino;
	int64_t offset;
	unsigned short length;
	unsigned char type;
	char name[];
};

/* A directory stays open until all its children have been opened. */
struct directory {
	struct directory *parent;
	struct directory *below; /* in a stack */
	int fd;
	atomic_int needs;
	char name[];
};

struct worker {
	pthread_mutex_t lock;
	struct directory *stack;
	uint64_t files, directories, bytes, errors;
	char apart[64]; /* keeps workers out of each other's cache lines */
};

static struct worker workers[MAX_THREADS];
static int threads, list_only;
static atomic_long unread = 1;

static void push(struct worker *w, struct directory *d) {
	pthread_mutex_lock(&w->lock);
	d->below = w->stack;
	w->stack = d;
	pthread_mutex_unlock(&w->lock);
}

static struct directory *pop(struct worker *w) {
	pthread_mutex_lock(&w->lock);
	struct directory *d = w->stack;
	if (d) w->stack = d->below;
	pthread_mutex_unlock(&w->lock);
	return d;
}

static struct directory *find_work(int self) {
	for (int i = 0; i < threads; i++) {
		struct directory *d = pop(&workers[(self + i) % threads]);
		if (d) return d;
	}
	return NULL;
}

static struct directory *new_directory(struct directory *parent, const char *name) {
	size_t size = strlen(name) + 1;
	struct directory *d = malloc(sizeof *d + size);
	if (!d) abort();
	d->parent = parent;
	memcpy(d->name, name, size);
	return d;
}

static void drop(struct directory *d) {
	if (d && atomic_fetch_sub(&d->needs, 1) == 1) {
		if (d->fd >= 0) close(d->fd);
		free(d);
	}
}

static void look_at(struct worker *w, struct directory *d, struct entry *e) {
	if (!strcmp(e->name, ".") || !strcmp(e->name, "..")) return;
	if (e->type == DT_DIR) {
		atomic_fetch_add(&d->needs, 1);
		atomic_fetch_add(&unread, 1);
		push(w, new_directory(d, e->name));
		return;
	}
	w->files++;
	if (list_only) return;
	struct stat st;
	if (fstatat(d->fd, e->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		w->bytes += st.st_size;
	else
		w->errors++;
}

static void read_directory(struct worker *w, struct directory *d, char *buffer) {
	int in = d->parent ? d->parent->fd : AT_FDCWD;
	d->fd = openat(in, d->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	atomic_init(&d->needs, 1);
	drop(d->parent);
	w->directories++;
	if (d->fd < 0) w->errors++;
	while (d->fd >= 0) {
		long size = syscall(SYS_getdents64, d->fd, buffer, BUFFER);
		if (size <= 0) break;
		for (char *at = buffer; at < buffer + size; at += ((struct entry *)at)->length)
			look_at(w, d, (struct entry *)at);
	}
	drop(d);
}

static void *work(void *number) {
	int self = (intptr_t)number;
	char *buffer = malloc(BUFFER);
	if (!buffer) abort();
	while (atomic_load(&unread) > 0) {
		struct directory *d = find_work(self);
		if (!d) {
			sched_yield();
			continue;
		}
		read_directory(&workers[self], d, buffer);
		atomic_fetch_sub(&unread, 1);
	}
	free(buffer);
	return NULL;
}

int main(int argc, char **argv) {
	if (argc < 3 || (threads = atoi(argv[2])) < 1 || threads > MAX_THREADS) {
		fprintf(stderr, "usage: floor DIR THREADS [list]\n");
		return 2;
	}
	list_only = argc > 3 && !strcmp(argv[3], "list");

	struct rlimit files; /* wide trees keep many directories open */
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);

	for (int i = 0; i < threads; i++) pthread_mutex_init(&workers[i].lock, NULL);
	push(&workers[0], new_directory(NULL, argv[1]));
	pthread_t others[MAX_THREADS];
	for (intptr_t i = 1; i < threads; i++)
		if (pthread_create(&others[i], NULL, work, (void *)i)) abort();
	work(0);
	for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);

	struct worker sum = {0};
	for (int i = 0; i < threads; i++) {
		sum.files += workers[i].files;
		sum.directories += workers[i].directories;
		sum.bytes += workers[i].bytes;
		sum.errors += workers[i].errors;
	}
	printf("%lu files, %lu directories, %lu bytes, %lu errors\n",
		(unsigned long)sum.files, (unsigned long)sum.directories, (unsigned long)sum.bytes, (unsigned long)sum.errors);
	return sum.errors > 0;
}
