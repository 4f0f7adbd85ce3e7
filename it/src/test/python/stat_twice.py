# SPDX-License-Identifier: Apache-2.0
"""Stats a SURL; again, over the same kept connection, for each line that it reads."""
import sys

import gfal2

context = gfal2.creat_context()
print(context.stat(sys.argv[1]).st_size, flush=True)
for _ in sys.stdin:
    print(context.stat(sys.argv[1]).st_size, flush=True)
