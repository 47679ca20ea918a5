/* The keys of all forms as one tree, kept in a table by parent and sign. */

#include "finder.h"

#include <stdlib.h>

uint32_t child(const Finder *finder, uint32_t parent, uint16_t sign) {
    const Node *nodes = finder->nodes;
    uint64_t name = edge_name(parent, sign);
    if (!may_hold(&finder->edges, name)) return 0;
    for (uint32_t at = name & (finder->room - 1);; at = (at + 1) & (finder->room - 1)) {
        if (nodes[at].parent == 0) return 0;
        if (nodes[at].parent == parent && nodes[at].sign == sign) return at + 1;
    }
}

/* The children of the root stand in `roots` too; their parent is NONE. */
static uint32_t grown(Finder *finder, uint32_t parent, uint16_t sign) {
    uint64_t name = edge_name(parent, sign);
    put(&finder->edges, name);
    uint32_t at = name & (finder->room - 1);
    while (finder->nodes[at].parent) at = (at + 1) & (finder->room - 1);
    finder->nodes[at] = (Node){parent, 0, sign};
    return at + 1;
}

/* Whether all keys find a place in a table of that room, a third of it free at least. */
static bool fit(Finder *finder) {
    const uint16_t *sign = finder->given.keys;
    uint32_t left = finder->room - finder->room / 3;
    for (uint32_t key = 0; key < finder->given.key_count; key++, sign++) {
        uint32_t node = NONE;
        for (const uint16_t *first = sign; *sign != NOISE; sign++) {
            uint32_t next = child(finder, node, *sign);
            if (!next) {
                if (!left--) return false;
                next = grown(finder, node, *sign);
            }
            if (sign == first) finder->roots[*sign] = next << 1 | (finder->roots[*sign] & 1) | (sign[1] == NOISE);
            node = next;
        }
        if (node != NONE) finder->nodes[node - 1].key = key + 1;
    }
    return true;
}

static bool make_starts(Finder *finder) {
    if (!make_sieve(&finder->starts, finder->given.key_count)) return false;
    const uint16_t *sign = finder->given.keys;
    for (uint32_t key = 0; key < finder->given.key_count; key++, sign++) {
        if (sign[0] != NOISE && sign[1] != NOISE) {
            uint64_t pair = pair_name(sign[0], sign[1]);
            put(&finder->starts, sign[2] == NOISE ? pair : triple_name(pair, sign[2]));
        }
        while (*sign != NOISE) sign++;
    }
    return true;
}

bool make_keys(Finder *finder) {
    finder->roots = calloc(1 << 16, sizeof *finder->roots);
    if (!finder->roots || !make_starts(finder)) return false;
    for (finder->room = 1 << 10; finder->room; finder->room *= 2) {
        free(finder->nodes), free(finder->edges.bits);
        finder->nodes = calloc(finder->room, sizeof *finder->nodes);
        if (!make_sieve(&finder->edges, finder->room / 2) || !finder->nodes) return false;
        if (fit(finder)) return true;
    }
    return false;
}
