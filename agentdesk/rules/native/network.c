/* A network of one hidden layer over named cues (`rules/network.py`): the rows of weights of those cues that it knows
 * are added up, and asked what speaks for each outcome. */

#include "finder.h"

#include <string.h>

enum {
    INDEX_BITS = 14, /* of some hundred thousand rows about ten begin alike */
    BLOCK = 128,
    MOST_UNITS = 64,
    HALF = 128,      /* a weight of nought in a row */
    SCALE = 131072,  /* a score is worth so many times what the layers add up to */
    POINTS = 100
};

/* In the order of `native._Layers`. A sum has a number for each unit and then how many rows it is of. */
typedef struct {
    const uint32_t *known; /* the fingerprints of all rows, in order */
    const uint32_t *index; /* those that begin with some bits stand from index[bits] to index[bits + 1] */
    const uint8_t *rows;
    const uint32_t *crc;   /* what each byte makes of a fingerprint */
    const int32_t *hidden; /* the threshold of each unit */
    const int32_t *outcomes; /* of each the threshold, then its weight for each unit */
    uint32_t units, count; /* how many units, and outcomes */
} Layers;

static uint32_t fingerprint(const Layers *layers, const uint8_t *name, const uint8_t *end) {
    uint32_t crc = 0xFFFFFFFF;
    for (; name < end; name++) crc = layers->crc[(crc ^ *name) & 0xFF] ^ crc >> 8;
    return ~crc;
}

/* The most units there may be. */
SHOWN uint32_t layers_most(void) { return MOST_UNITS; }

/* Adds to `sums` the rows of some cues; `names` in UTF-8, each with a line break behind it. The tables lie about in
 * memory: what is asked of them for one cue is fetched while the others are asked for. */
SHOWN void layers_summed(const Layers *layers, const uint8_t *names, uint32_t size, int32_t *sums) {
    uint32_t due[BLOCK];
    for (const uint8_t *end = names + size; names < end;) {
        uint32_t dues = 0, found = 0;
        for (; names < end && dues < BLOCK; names++) {
            const uint8_t *stop = memchr(names, '\n', (size_t)(end - names));
            due[dues] = fingerprint(layers, names, stop);
            FETCH(&layers->index[due[dues++] >> (32 - INDEX_BITS)]);
            names = stop;
        }
        for (uint32_t nth = 0; nth < dues; nth++) FETCH(&layers->known[layers->index[due[nth] >> (32 - INDEX_BITS)]]);
        for (uint32_t nth = 0; nth < dues; nth++) {
            uint32_t bits = due[nth] >> (32 - INDEX_BITS), low = layers->index[bits], high = layers->index[bits + 1];
            while (low < high && layers->known[low] < due[nth]) low++;
            if (low == high || layers->known[low] != due[nth]) continue;
            FETCH(&layers->rows[(size_t)low * layers->units]);
            due[found++] = low;
        }
        for (uint32_t nth = 0; nth < found; nth++) {
            const uint8_t *row = layers->rows + (size_t)due[nth] * layers->units;
            for (uint32_t unit = 0; unit < layers->units; unit++) sums[unit] += row[unit];
        }
        sums[layers->units] += (int32_t)found;
    }
}

/* How much speaks for each outcome, in hundredths, where the same cues and those of `known` are met. */
SHOWN void layers_scored(const Layers *layers, const int32_t *known, const uint8_t *names, uint32_t size,
                         int32_t *scores) {
    int32_t sums[MOST_UNITS + 1];
    memcpy(sums, known, (layers->units + 1) * sizeof *sums);
    layers_summed(layers, names, size, sums);
    const int32_t *outcome = layers->outcomes;
    for (uint32_t nth = 0; nth < layers->count; nth++) {
        int64_t total = *outcome++;
        for (uint32_t unit = 0; unit < layers->units; unit++) {
            int64_t worth = (int64_t)sums[unit] - HALF * sums[layers->units] + layers->hidden[unit];
            total += (worth > 0 ? worth : 0) * *outcome++;
        }
        total *= POINTS;
        scores[nth] = (int32_t)(total / SCALE - (total % SCALE < 0));
    }
}
