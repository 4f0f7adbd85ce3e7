/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client made of Globus GSSAPI, as CGSI and SRM clients of old are: connects to HOST PORT, delegates none, a
 * limited or a full proxy, sends what FILE holds, and prints the reply. Each GSSAPI token is one TLS record.
 */
#include <errno.h>
#include <globus_gss_assist.h>
#include <gssapi.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECORD_HEADER = 5, APPLICATION_DATA = 23, LARGEST_REQUEST = 1 << 16 };

/* A server that was offered a delegation sends a request for a certificate: data, while the context is made. */
static int data_records;

static void fail(const char *what) {
  fprintf(stderr, "delegate: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void fail_gss(const char *what, OM_uint32 major, OM_uint32 minor) {
  char *text = NULL;
  globus_gss_assist_display_status_str(&text, (char *)what, major, minor, 0);
  fprintf(stderr, "delegate: %s\n", text == NULL ? what : text);
  exit(1);
}

static int connected(const char *host, const char *port) {
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
  struct addrinfo *all = NULL;
  if (getaddrinfo(host, port, &hints, &all) != 0) {
    fail(host);
  }
  for (struct addrinfo *each = all; each != NULL; each = each->ai_next) {
    int handle = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
    if (handle >= 0 && connect(handle, each->ai_addr, each->ai_addrlen) == 0) {
      freeaddrinfo(all);
      return handle;
    }
    if (handle >= 0) {
      close(handle);
    }
  }
  fail("connect");
  return -1;
}

static int read_fully(int handle, unsigned char *into, size_t length) {
  while (length > 0) {
    ssize_t count = read(handle, into, length);
    if (count <= 0) {
      return -1;
    }
    into += count;
    length -= (size_t)count;
  }
  return 0;
}

static int receive_record(void *connection, void **token, size_t *length) {
  int handle = *(int *)connection;
  unsigned char header[RECORD_HEADER];
  if (read_fully(handle, header, sizeof header) != 0) {
    return -1;
  }
  size_t body = (size_t)header[3] << 8 | header[4];
  unsigned char *record = malloc(RECORD_HEADER + body);
  if (record == NULL) {
    return -1;
  }
  memcpy(record, header, RECORD_HEADER);
  if (read_fully(handle, record + RECORD_HEADER, body) != 0) {
    free(record);
    return -1;
  }
  data_records += header[0] == APPLICATION_DATA;
  *token = record;
  *length = RECORD_HEADER + body;
  return 0;
}

static int send_record(void *connection, void *token, size_t length) {
  const char *from = token;
  while (length > 0) {
    ssize_t count = write(*(int *)connection, from, length);
    if (count <= 0) {
      return -1;
    }
    from += count;
    length -= (size_t)count;
  }
  return 0;
}

static OM_uint32 flags_for(const char *delegation) {
  OM_uint32 flags = GSS_C_MUTUAL_FLAG | GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG;
  if (strcmp(delegation, "none") == 0) {
    return flags;
  }
  if (strcmp(delegation, "limited") == 0) {
    return flags | GSS_C_DELEG_FLAG | GSS_C_GLOBUS_LIMITED_DELEG_PROXY_FLAG;
  }
  if (strcmp(delegation, "full") == 0) {
    return flags | GSS_C_DELEG_FLAG;
  }
  fprintf(stderr, "delegate: %s: none, limited or full\n", delegation);
  exit(2);
}

int main(int count, char **words) {
  if (count != 5) {
    fprintf(stderr, "usage: delegate HOST PORT none|limited|full FILE\n");
    return 2;
  }
  OM_uint32 wanted = flags_for(words[3]);
  globus_module_activate(GLOBUS_GSI_GSS_ASSIST_MODULE);
  OM_uint32 minor = 0;
  gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
  OM_uint32 major = globus_gss_assist_acquire_cred(&minor, GSS_C_INITIATE, &credential);
  if (major != GSS_S_COMPLETE) {
    fail_gss("credential", major, minor);
  }

  int handle = connected(words[1], words[2]);
  char target[512];
  snprintf(target, sizeof target, "host@%s", words[1]);
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  OM_uint32 granted = 0;
  int token_status = 0;
  major = globus_gss_assist_init_sec_context(&minor, credential, &context, target, wanted, &granted, &token_status,
                                             receive_record, &handle, send_record, &handle);
  if (major != GSS_S_COMPLETE || token_status != 0) {
    fail_gss("handshake", major, minor);
  }
  fprintf(stderr, "delegated: %s\n", data_records > 0 ? "yes" : "no");

  static char request[LARGEST_REQUEST];
  FILE *file = fopen(words[4], "r");
  if (file == NULL) {
    fail(words[4]);
  }
  gss_buffer_desc plain = {.length = fread(request, 1, sizeof request, file), .value = request};
  gss_buffer_desc wrapped = GSS_C_EMPTY_BUFFER;
  major = gss_wrap(&minor, context, 1, GSS_C_QOP_DEFAULT, &plain, NULL, &wrapped);
  if (major != GSS_S_COMPLETE) {
    fail_gss("wrap", major, minor);
  }
  if (send_record(&handle, wrapped.value, wrapped.length) != 0) {
    fail("send");
  }

  /* The request says "Connection: close": all records up to the end of the stream are the reply. */
  gss_buffer_desc record = GSS_C_EMPTY_BUFFER;
  while (receive_record(&handle, &record.value, &record.length) == 0) {
    if (((unsigned char *)record.value)[0] != APPLICATION_DATA) {
      break;
    }
    gss_buffer_desc reply = GSS_C_EMPTY_BUFFER;
    major = gss_unwrap(&minor, context, &record, &reply, NULL, NULL);
    if (major != GSS_S_COMPLETE) {
      fail_gss("unwrap", major, minor);
    }
    fwrite(reply.value, 1, reply.length, stdout);
    free(record.value);
  }
  return 0;
}
