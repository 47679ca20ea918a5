/* The keys of all forms as one tree, kept in a table by parent and sign. */

#include "finder.h"

#include <stdlib.h>

static uint32_t place(uint32_t parent, uint16_t sign, uint32_t room) {
    return (uint32_t)(mixed((uint64_t)parent << 16 | sign) >> 40) & (room - 1);
}

uint32_t child(const Finder *finder, uint32_t parent, uint16_t sign) {
    const Node *nodes = finder->nodes;
    for (uint32_t at = place(parent, sign, finder->room);; at = (at + 1) & (finder->room - 1)) {
        if (nodes[at].parent == 0) return 0;
        if (nodes[at].parent == parent && nodes[at].sign == sign) return at + 1;
    }
}

/* The root's children stand in `roots`; their parent is NONE. */
static uint32_t grown(Finder *finder, uint32_t parent, uint16_t sign) {
    uint32_t known = child(finder, parent, sign);
    if (known) return known;
    uint32_t at = place(parent, sign, finder->room);
    while (finder->nodes[at].parent) at = (at + 1) & (finder->room - 1);
    finder->nodes[at] = (Node){parent, 0, sign};
    return at + 1;
}

bool make_keys(Finder *finder) {
    const Given *given = &finder->given;
    finder->room = 16;
    while (finder->room < 2 * given->node_count) finder->room *= 2;
    finder->roots = calloc(1 << 16, sizeof *finder->roots);
    finder->nodes = calloc(finder->room, sizeof *finder->nodes);
    finder->pairs = calloc(1, sizeof *finder->pairs);
    if (!finder->roots || !finder->nodes || !finder->pairs) return false;
    const uint16_t *sign = given->keys;
    for (uint32_t key = 0; key < given->key_count; key++, sign++) {
        uint32_t node = NONE;
        if (sign[0] != NOISE && sign[1] != NOISE) put(finder->pairs, mixed((uint64_t)sign[0] << 16 | sign[1]));
        for (; *sign != NOISE; sign++) {
            uint32_t next = grown(finder, node, *sign);
            if (node == NONE) finder->roots[*sign] = next;
            node = next;
        }
        if (node != NONE) finder->nodes[node - 1].key = key + 1;
    }
    return true;
}
