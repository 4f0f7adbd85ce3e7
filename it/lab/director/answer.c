/*
 * Tells a text on each of some ports, to whoever asks in HTTP: a real server of which nothing else is wanted.
 *   answer PORT TEXT [PORT TEXT ...]
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MOST = 8 };

static int listening(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  return bind(s, (struct sockaddr *)&address, sizeof address) || listen(s, 64) ? -1 : s;
}

static void tell(int s, const char *what) {
  struct timeval patience = {.tv_sec = 1}; /* with who connects and asks nothing */
  char text[1024];
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (read(s, text, sizeof text) > 0) {
    int length = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s\n", what);
    if (write(s, text, length) != length) perror("answer");
  }
  close(s);
}

int main(int count, char **words) {
  struct pollfd ports[MOST];
  int n = 0;
  for (; n < MOST && 2 * n + 2 < count; n++) {
    ports[n] = (struct pollfd){.fd = listening(atoi(words[2 * n + 1])), .events = POLLIN};
    if (ports[n].fd < 0) { perror(words[2 * n + 1]); return 1; }
  }
  while (poll(ports, n, -1) > 0)
    for (int i = 0; i < n; i++)
      if (ports[i].revents) tell(accept(ports[i].fd, NULL, NULL), words[2 * i + 2]);
  return 1;
}
