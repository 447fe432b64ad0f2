//! The functions that a C program may need, and which of them need others.

/// A function of the program: its name, what it needs, its text.
pub struct Helper {
    pub name: &'static str,
    pub needs: &'static [&'static str],
    pub text: &'static str,
}

/// In the order in which they stand in a program: what is needed stands before.
pub const HELPERS: &[Helper] = &[
    Helper {
        name: "BYTES",
        needs: &[],
        text: "// A text, and how many bytes it has.\n#define BYTES(text) (text), sizeof(text) - 1\n",
    },
    Helper { name: "address", needs: &[], text: ADDRESS },
    Helper { name: "ANYWHERE", needs: &["address"], text: ANYWHERE },
    Helper { name: "check", needs: &[], text: CHECK },
    Helper { name: "expect", needs: &[], text: EXPECT },
    Helper { name: "expect_timeout", needs: &[], text: EXPECT_TIMEOUT },
    Helper { name: "expect_end", needs: &["check"], text: EXPECT_END },
    Helper { name: "look_up", needs: &[], text: LOOK_UP },
    Helper { name: "inet_address", needs: &["address"], text: INET_ADDRESS },
    Helper { name: "inet6_address", needs: &["address"], text: INET6_ADDRESS },
    Helper { name: "unix_address", needs: &["address"], text: UNIX_ADDRESS },
    Helper { name: "abstract_address", needs: &["address"], text: ABSTRACT_ADDRESS },
    Helper { name: "resolve", needs: &["address"], text: RESOLVE },
    Helper { name: "port_of", needs: &["address"], text: PORT_OF },
    Helper { name: "ip", needs: &[], text: IP },
    Helper { name: "ip6", needs: &[], text: IP6 },
    Helper { name: "set_blocking", needs: &[], text: SET_BLOCKING },
    Helper { name: "set_timeout", needs: &["set_blocking"], text: SET_TIMEOUT },
    Helper { name: "ready", needs: &[], text: READY },
    Helper { name: "connect_soon", needs: &["address"], text: CONNECT_SOON },
    Helper { name: "send_all", needs: &[], text: SEND_ALL },
    Helper { name: "recv_exactly", needs: &[], text: RECV_EXACTLY },
    Helper { name: "receive_message", needs: &["address"], text: RECEIVE_MESSAGE },
    Helper { name: "repeated", needs: &[], text: REPEATED },
    Helper { name: "not_kept", needs: &["repeated"], text: NOT_KEPT },
    Helper { name: "counting", needs: &["repeated"], text: COUNTING },
    Helper { name: "open_file", needs: &[], text: OPEN_FILE },
    Helper { name: "read_line", needs: &[], text: READ_LINE },
    Helper { name: "read_file", needs: &[], text: READ_FILE },
    Helper { name: "read_to_end", needs: &["read_file"], text: READ_TO_END },
    Helper { name: "read_text", needs: &[], text: READ_TEXT },
    Helper { name: "write_file", needs: &[], text: WRITE_FILE },
    Helper { name: "start", needs: &[], text: START },
    Helper { name: "wait_for", needs: &[], text: WAIT_FOR },
];

const ADDRESS: &str = "\
// An address of any family.
struct address {
    union {
        struct sockaddr_storage storage;
        struct sockaddr any;
        struct sockaddr_in inet;
        struct sockaddr_in6 inet6;
        struct sockaddr_un local;
    };
    socklen_t length;
};
";

const ANYWHERE: &str = "\
// Room for an address that the kernel fills in.
#define ANYWHERE ((struct address){.length = sizeof(struct sockaddr_storage)})
";

const CHECK: &str = "\
// Ends the program where a call fails that did not fail then.
static int check(const char *call, ssize_t result)
{
    if (result < 0) {
        perror(call);
        exit(EXIT_FAILURE);
    }
    return (int)result;
}
";

const EXPECT: &str = "\
// Ends the program unless the call fails as it did then.
static void expect(const char *call, ssize_t result, int number)
{
    if (result >= 0) {
        fprintf(stderr, \"%s: expected: %s\\n\", call, strerror(number));
        exit(EXIT_FAILURE);
    }
    if (errno != number) {
        perror(call);
        exit(EXIT_FAILURE);
    }
}
";

const EXPECT_TIMEOUT: &str = "\
// Ends the program unless the call's time runs out, as it did then.
static void expect_timeout(const char *call, ssize_t result)
{
    if (result >= 0) {
        fprintf(stderr, \"%s: expected: a timeout\\n\", call);
        exit(EXIT_FAILURE);
    }
    if (errno != EAGAIN && errno != EINPROGRESS) {
        perror(call);
        exit(EXIT_FAILURE);
    }
}
";

const EXPECT_END: &str = "\
// Ends the program unless there is nothing more, as it was then.
static void expect_end(const char *call, ssize_t result)
{
    if (check(call, result) != 0) {
        fprintf(stderr, \"%s: expected: the end of the stream\\n\", call);
        exit(EXIT_FAILURE);
    }
}
";

const LOOK_UP: &str = "\
// Asks for a name's addresses, and lets them go; ends the program unless they are found, or not, as then.
static void look_up(const char *host, const char *service, struct addrinfo hints, int expected)
{
    struct addrinfo *found = NULL;
    int error = getaddrinfo(host, service, &hints, &found);
    if (error != expected) {
        fprintf(stderr, \"getaddrinfo: %s\\n\", error == 0 ? \"an error was expected\" : gai_strerror(error));
        exit(EXIT_FAILURE);
    }
    if (error == 0)
        freeaddrinfo(found);
}
";

const INET_ADDRESS: &str = "\
// An IPv4 address.
static struct address inet_address(const char *host, int port)
{
    struct address address = {.length = sizeof(struct sockaddr_in)};
    address.inet.sin_family = AF_INET;
    address.inet.sin_port = htons((in_port_t)port);
    inet_pton(AF_INET, host, &address.inet.sin_addr);
    return address;
}
";

const INET6_ADDRESS: &str = "\
// An IPv6 address.
static struct address inet6_address(const char *host, int port, uint32_t flow, uint32_t scope)
{
    struct address address = {.length = sizeof(struct sockaddr_in6)};
    address.inet6.sin6_family = AF_INET6;
    address.inet6.sin6_port = htons((in_port_t)port);
    address.inet6.sin6_flowinfo = htonl(flow);
    address.inet6.sin6_scope_id = scope;
    inet_pton(AF_INET6, host, &address.inet6.sin6_addr);
    return address;
}
";

const UNIX_ADDRESS: &str = "\
// The address of a Unix socket that has a path; of one without a path the kernel picks a name.
static struct address unix_address(const char *path, size_t length)
{
    struct address address = {.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (length > 0))};
    address.local.sun_family = AF_UNIX;
    memcpy(address.local.sun_path, path, length);
    return address;
}
";

const ABSTRACT_ADDRESS: &str = "\
// The address of a Unix socket beside the file system (Linux): its name stands behind a NUL.
static struct address abstract_address(const char *name, size_t length)
{
    struct address address = {.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length)};
    address.local.sun_family = AF_UNIX;
    memcpy(address.local.sun_path + 1, name, length);
    return address;
}
";

const RESOLVE: &str = "\
// The first address that a name has.
static struct address resolve(int family, const char *host, int port)
{
    struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_STREAM}, *found;
    char service[8];
    snprintf(service, sizeof service, \"%d\", port & 0xffff);
    int error = getaddrinfo(host, service, &hints, &found);
    if (error != 0) {
        fprintf(stderr, \"%s: %s\\n\", host, gai_strerror(error));
        exit(EXIT_FAILURE);
    }
    struct address address = {.length = found->ai_addrlen};
    memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return address;
}
";

const PORT_OF: &str = "\
// The port of an IPv4 or IPv6 address.
static int port_of(const struct address *address)
{
    return ntohs(address->any.sa_family == AF_INET6 ? address->inet6.sin6_port : address->inet.sin_port);
}
";

const IP: &str = "\
// An IPv4 address as an option takes it.
static struct in_addr ip(const char *text)
{
    struct in_addr address = {0};
    inet_aton(text, &address);
    return address;
}
";

const IP6: &str = "\
// An IPv6 address as an option takes it.
static struct in6_addr ip6(const char *text)
{
    struct in6_addr address = IN6ADDR_ANY_INIT;
    inet_pton(AF_INET6, text, &address);
    return address;
}
";

const SET_BLOCKING: &str = "\
// Whether calls on the socket may wait.
static int set_blocking(int fd, bool blocking)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
        return -1;
    return fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}
";

const SET_TIMEOUT: &str = "\
// How many seconds calls on the socket may wait; 0 is without a limit.
static int set_timeout(int fd, double seconds)
{
    struct timeval limit = {.tv_sec = (time_t)seconds};
    limit.tv_usec = (suseconds_t)((seconds - (double)limit.tv_sec) * 1e6);
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0
        || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) < 0)
        return -1;
    return set_blocking(fd, true);
}
";

const READY: &str = "\
// What of these events is ready; waits at most so many seconds, below 0 without a limit.
static int ready(int fd, short events, double seconds)
{
    struct pollfd one = {.fd = fd, .events = events};
    if (poll(&one, 1, seconds < 0 ? -1 : (int)(seconds * 1000)) < 0)
        return -1;
    return one.revents;
}
";

const CONNECT_SOON: &str = "\
// Connects; for 5 seconds tries again while nobody listens there: the other program has just been started.
static int connect_soon(int fd, const struct address *address)
{
    for (int tries = 0; tries < 100; tries++) {
        if (connect(fd, &address->any, address->length) == 0)
            return 0;
        if (errno != ECONNREFUSED && errno != ENOENT)
            return -1;
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
    }
    return connect(fd, &address->any, address->length);
}
";

const SEND_ALL: &str = "\
// Sends until all is taken.
static int send_all(int fd, const char *data, size_t length, int flags)
{
    while (length > 0) {
        ssize_t taken = send(fd, data, length, flags);
        if (taken < 0)
            return -1;
        data += taken;
        length -= (size_t)taken;
    }
    return 0;
}
";

const RECV_EXACTLY: &str = "\
// Receives so many bytes, however the stream cuts them.
static ssize_t recv_exactly(int fd, char *room, size_t count)
{
    size_t have = 0;
    while (have < count) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (fcntl(fd, F_GETFL) & O_NONBLOCK)
            poll(&one, 1, -1);
        ssize_t got = recv(fd, room + have, count - have, 0);
        if (got < 0)
            return -1;
        if (got == 0) {
            fprintf(stderr, \"recv: %zu bytes short of what the session received\\n\", count - have);
            exit(EXIT_FAILURE);
        }
        have += (size_t)got;
    }
    return (ssize_t)have;
}
";

const RECEIVE_MESSAGE: &str = "\
// recvmsg without ancillary data.
static ssize_t receive_message(int fd, char *room, size_t size, int flags, struct address *from)
{
    struct iovec piece = {.iov_base = room, .iov_len = size};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
    if (from != NULL) {
        message.msg_name = &from->storage;
        message.msg_namelen = from->length;
    }
    ssize_t got = recvmsg(fd, &message, flags);
    if (from != NULL)
        from->length = message.msg_namelen;
    return got;
}
";

const REPEATED: &str = "\
// So many of one byte; they stay until the program ends.
static char *repeated(char byte, size_t count)
{
    char *bytes = malloc(count + 1);
    if (bytes == NULL) {
        perror(\"malloc\");
        exit(EXIT_FAILURE);
    }
    memset(bytes, byte, count);
    return bytes;
}
";

const NOT_KEPT: &str = "\
// Stands for bytes of which the session kept only the number.
static char *not_kept(size_t count)
{
    return repeated('?', count);
}
";

const COUNTING: &str = "\
// The bytes 0, 1, 2… 250, 0, 1…
static char *counting(size_t count)
{
    char *bytes = repeated(0, count);
    for (size_t at = 0; at < count; at++)
        bytes[at] = (char)(at % 251);
    return bytes;
}
";

const OPEN_FILE: &str = "\
// A file on a socket of its own descriptor, so that each is closed by itself.
static FILE *open_file(int fd, const char *mode, size_t buffering)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
    if (file == NULL) {
        perror(\"fdopen\");
        exit(EXIT_FAILURE);
    }
    setvbuf(file, NULL, buffering == 0 ? _IONBF : _IOFBF, buffering);
    return file;
}
";

const READ_LINE: &str = "\
// Reads a line; 0 at the end of the file.
static ssize_t read_line(FILE *file)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t got = getline(&line, &room, file);
    free(line);
    return got < 0 && feof(file) ? 0 : got;
}
";

const READ_FILE: &str = "\
// Reads so many bytes, fewer only at the end of the file.
static ssize_t read_file(FILE *file, char *room, size_t count)
{
    size_t got = fread(room, 1, count, file);
    return got < count && ferror(file) ? -1 : (ssize_t)got;
}
";

const READ_TO_END: &str = "\
// Reads all that is left; the number of bytes.
static ssize_t read_to_end(FILE *file)
{
    char piece[4096];
    ssize_t got, whole = 0;
    while ((got = read_file(file, piece, sizeof piece)) > 0)
        whole += got;
    return got < 0 ? -1 : whole;
}
";

const READ_TEXT: &str = "\
// Reads so many bytes of text, with each CR LF counted as one.
static ssize_t read_text(FILE *file, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        int byte = getc(file);
        if (byte == EOF)
            return ferror(file) ? -1 : (ssize_t)at;
        if (byte == '\\r') {
            int next = getc(file);
            if (next != '\\n' && next != EOF)
                ungetc(next, file);
        }
    }
    return (ssize_t)count;
}
";

const WRITE_FILE: &str = "\
// Writes all of it.
static int write_file(FILE *file, const char *data, size_t length)
{
    return fwrite(data, 1, length, file) < length ? -1 : 0;
}
";

const START: &str = "\
// Starts a call on a thread of its own, because it waits.
static pthread_t start(void *(*call)(void *))
{
    pthread_t thread;
    errno = pthread_create(&thread, NULL, call, NULL);
    if (errno != 0) {
        perror(\"pthread_create\");
        exit(EXIT_FAILURE);
    }
    // Let it reach the kernel before what comes next.
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    return thread;
}
";

const WAIT_FOR: &str = "\
// Waits until a started call is back.
static void wait_for(pthread_t thread)
{
    pthread_join(thread, NULL);
}
";
