/* Sums of rows of weights, found by the fingerprints of their names (`rules/network.py`). */

#include "finder.h"

#include <string.h>

/* The fingerprint is that of zlib.crc32: reflected, of this polynomial, four bits at a time. */
static const uint32_t CRC[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
    0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
};

static uint32_t fingerprint(const uint8_t *name, const uint8_t *end) {
    uint32_t crc = 0xFFFFFFFF;
    for (; name < end; name++) {
        crc ^= *name;
        crc = CRC[crc & 15] ^ crc >> 4;
        crc = CRC[crc & 15] ^ crc >> 4;
    }
    return ~crc;
}

/* Adds up, unit by unit, the rows of those of some names that have one; `names` in UTF-8, each with a line break
 * behind it. `known`: the fingerprints of all rows, in order. The last of the sums is how many there were. */
SHOWN void rows_summed(const uint32_t *known, const uint8_t *rows, uint32_t count, uint32_t units,
                       const uint8_t *names, uint32_t size, int32_t *sums) {
    memset(sums, 0, (units + 1) * sizeof *sums);
    for (const uint8_t *end = names + size; names < end; names++) {
        const uint8_t *stop = memchr(names, '\n', (size_t)(end - names));
        uint32_t name = fingerprint(names, stop), low = 0, high = count;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (known[middle] < name) low = middle + 1;
            else high = middle;
        }
        names = stop;
        if (low == count || known[low] != name) continue;
        for (uint32_t unit = 0; unit < units; unit++) sums[unit] += rows[low * units + unit];
        sums[units]++;
    }
}
