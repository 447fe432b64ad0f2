// Put before a generated program by `cc -include`: what each of its sockets sent and received, in the order in which
// they were made, is printed when the program ends.
#define _GNU_SOURCE  // Names beyond POSIX.
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct traced {
    unsigned char *bytes[2];
    size_t length[2];
};

static struct traced traced_all[4096];
static int traced_count, traced_of[65536];
static pthread_mutex_t traced_lock = PTHREAD_MUTEX_INITIALIZER;

static void traced_print(void)
{
    printf("[");
    for (int at = 0; at < traced_count; at++) {
        printf("%s{", at > 0 ? ", " : "");
        for (int way = 0; way < 2; way++) {
            printf("%s\"%s\": \"", way > 0 ? ", " : "", way == 0 ? "sent" : "got");
            for (size_t byte = 0; byte < traced_all[at].length[way]; byte++)
                printf("%02x", traced_all[at].bytes[way][byte]);
            printf("\"");
        }
        printf("}");
    }
    printf("]\n");
}

static int traced_new(int fd)
{
    if (fd < 0)
        return fd;
    pthread_mutex_lock(&traced_lock);
    if (traced_count == 0)
        atexit(traced_print);
    traced_of[fd] = traced_count++;
    pthread_mutex_unlock(&traced_lock);
    return fd;
}

static ssize_t traced_add(int fd, int way, const void *bytes, ssize_t length)
{
    if (fd < 0 || length <= 0)
        return length;
    pthread_mutex_lock(&traced_lock);
    struct traced *one = &traced_all[traced_of[fd]];
    one->bytes[way] = realloc(one->bytes[way], one->length[way] + (size_t)length);
    memcpy(one->bytes[way] + one->length[way], bytes, (size_t)length);
    one->length[way] += (size_t)length;
    pthread_mutex_unlock(&traced_lock);
    return length;
}

static int traced_socketpair(int family, int kind, int protocol, int pair[2])
{
    int result = socketpair(family, kind, protocol, pair);
    if (result == 0) {
        traced_new(pair[0]);
        traced_new(pair[1]);
    }
    return result;
}

// A file's own descriptor is its socket's.
static int traced_fcntl(int fd, int what, ...)
{
    va_list rest;
    va_start(rest, what);
    int value = what == F_GETFL ? 0 : va_arg(rest, int);
    va_end(rest);
    int result = fcntl(fd, what, value);
    if (what == F_DUPFD_CLOEXEC && result >= 0)
        traced_of[result] = traced_of[fd];
    return result;
}

static ssize_t traced_recvmsg(int fd, struct msghdr *message, int flags)
{
    return traced_add(fd, 1, message->msg_iov[0].iov_base, recvmsg(fd, message, flags));
}

static ssize_t traced_getline(char **line, size_t *room, FILE *file)
{
    ssize_t got = getline(line, room, file);
    return traced_add(fileno(file), 1, *line, got);
}

static int traced_getc(FILE *file)
{
    int got = getc(file);
    unsigned char byte = (unsigned char)got;
    traced_add(fileno(file), 1, &byte, got == EOF ? 0 : 1);
    return got;
}

static ssize_t traced_recv(int fd, void *room, size_t size, int flags)
{
    return traced_add(fd, 1, room, recv(fd, room, size, flags));
}

static ssize_t traced_recvfrom(int fd, void *room, size_t size, int flags, struct sockaddr *from, socklen_t *length)
{
    return traced_add(fd, 1, room, recvfrom(fd, room, size, flags, from, length));
}

static ssize_t traced_send(int fd, const void *data, size_t size, int flags)
{
    return traced_add(fd, 0, data, send(fd, data, size, flags));
}

static ssize_t traced_sendto(int fd, const void *data, size_t size, int flags, struct sockaddr *to, socklen_t length)
{
    return traced_add(fd, 0, data, sendto(fd, data, size, flags, to, length));
}

static size_t traced_fwrite(const void *data, size_t one, size_t count, FILE *file)
{
    return (size_t)traced_add(fileno(file), 0, data, (ssize_t)fwrite(data, one, count, file));
}

static size_t traced_fread(void *room, size_t one, size_t count, FILE *file)
{
    return (size_t)traced_add(fileno(file), 1, room, (ssize_t)fread(room, one, count, file));
}

#define socket(...) traced_new((socket)(__VA_ARGS__))
#define accept(...) traced_new((accept)(__VA_ARGS__))
#define dup(...) traced_new((dup)(__VA_ARGS__))
#define socketpair(...) traced_socketpair(__VA_ARGS__)
#define fcntl(...) traced_fcntl(__VA_ARGS__)
#define send(...) traced_send(__VA_ARGS__)
#define sendto(...) traced_sendto(__VA_ARGS__)
#define recv(...) traced_recv(__VA_ARGS__)
#define recvfrom(...) traced_recvfrom(__VA_ARGS__)
#define recvmsg(...) traced_recvmsg(__VA_ARGS__)
#define getline(...) traced_getline(__VA_ARGS__)
#define getc(...) traced_getc(__VA_ARGS__)
#define fread(...) traced_fread(__VA_ARGS__)
#define fwrite(...) traced_fwrite(__VA_ARGS__)
