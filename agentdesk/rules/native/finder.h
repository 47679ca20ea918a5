/* The finder: where forms stand in a text, and which sentences sound like one. What each part does, its own file says;
 * how it is made and asked, `rules/finder.py`.
 *
 * Every table is made in Python and outlives the finder; nothing here changes once it is made, so that any number of
 * threads may ask at once. No sign of a text is trusted: what has no code is read as U+FFFD.
 */

#ifndef AGENTDESK_FINDER_H
#define AGENTDESK_FINDER_H

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

#ifdef _WIN32
#define SHOWN __declspec(dllexport)
#else
#define SHOWN __attribute__((visibility("default")))
#endif

/* The tables lie about in memory: what will be asked for is fetched while other things are. */
#ifdef __GNUC__
#define FETCH(address) __builtin_prefetch(address)
#else
#define FETCH(address) ((void)0)
#endif

enum {
    NOISE = 0, UNREAD = 0xFFFD, SEAM = 0xFDD0, MASK = '*',
    RARE = 0x20000, RAREST = 0x3FFFF /* the planes of rare characters */
};

/* What a sign is: the kinds in the order of `_kinds` in `rules/finder.py`, above its code as `about` gives them. */
enum {
    ENDS = 1 << 16,     /* a sentence ends at it */
    DOT = 1 << 17,      /* so it may, if a word stands before it and a blank behind */
    WORDY = 1 << 18,    /* a letter, a character or a digit */
    BLANK = 1 << 19,
    CLAUSE = 1 << 20,   /* a clause ends at it */
    COLON = 1 << 21,
    PARTICLE = 1 << 22, /* a final particle */
    FILLER = 1 << 23,   /* part of a filler */
    LATIN = 1 << 24,    /* a Latin letter or a digit, in whatever width */
    SMALL = 1 << 25,    /* a letter in lower case */
    MASKING = 1 << 26   /* stands for a sign that is meant */
};

/* What a form is, and how its text may differ: `Rule.flags` in `rules/skeleton.py`. */
enum { SLIPS = 1, STRICT = 2, LITERAL = 4, WHOLE = 8, OPENS = 16, CLOSES = 32, HEADS = 64 };

#define NONE UINT32_MAX

/* A form, ready to be looked for around a key. */
typedef struct {
    uint32_t owner;
    uint32_t flags;
    uint32_t program;  /* the whole of it, in `programs` */
    uint32_t tail;     /* from its key on, or NONE where that tells nothing */
    uint32_t before;   /* the most signs before its key */
    uint32_t longest;  /* the most signs of all of it */
    uint32_t alphabet; /* the signs it is written with, in order, in `pool` */
    uint32_t alphabets;
} Form;

/* All that is given; the order is that of `rules/native/__init__.py`. */
typedef struct {
    const uint16_t *codes; /* by code point (`fold.Tables.code`) */
    const uint16_t *kinds;
    const uint32_t *plain; /* simplified, half width, lower case */
    const Form *forms;
    const uint16_t *programs;
    const uint32_t *pool;
    const uint16_t *keys; /* coded, each with a NOISE behind it */
    const uint32_t *leads_from; /* the forms that a key leads to are leads[leads_from[k]] to leads[leads_from[k + 1]] */
    const uint32_t *leads;
    const uint32_t *begins_from; /* likewise in `pool`: as which signs a short key may begin; none where as any */
    const uint16_t *fillers;     /* coded signs that a place for fillers may hold */
    const uint32_t *summing_up;  /* pairs of signs with which a sentence goes on after quoted words */
    const uint32_t *syllables;   /* pairs of a name, five bits a letter, and its code, in order */
    const uint16_t *turns;       /* turns of phrase, words parted by blanks, each with a NOISE behind it */
    const int32_t *weights;      /* of the turns */
    const uint32_t *owners;      /* by owner: twice the number of its phrase, and one more where it takes hits back */
    uint32_t code_count, kind_count, key_count, filler_count, summing_count, syllable_count, turn_count, owner_count;
    int32_t bias, least; /* what every sentence is worth before its turns, and the least sum that counts */
} Given;

typedef struct {
    uint32_t parent;
    uint32_t key; /* its number and one more, where a key ends here */
    uint16_t sign;
} Node;

/* Bits that tell cheaply that a name is in no table: most are in none, and a table lies about in memory. */
typedef struct {
    uint64_t *bits;
    int shift;
} Sieve;

typedef struct {
    Given given;
    uint32_t *roots; /* by coded sign: twice the node of a key's first sign, and one more where it is all of a key */
    Node *nodes;     /* a table by parent and sign; a node's number is its place and one more */
    uint32_t room;   /* a power of two */
    Sieve edges;     /* the names of what is in it */
    Sieve starts;    /* the names of keys of two signs, and of the first three of longer ones */
    uint32_t *turns; /* a table by name: its lower half, which with its place is enough to tell it */
    int32_t *weights;
    uint32_t turn_room;
    Sieve raising;   /* the names of those that are worth more than nothing */
    Sieve named;     /* the names of all others */
    uint8_t *filler; /* a bit for each coded sign */
} Finder;

/* A growing list of whole numbers. `failed`: there was no memory for it. */
typedef struct {
    int32_t *data;
    size_t count, room;
    bool failed;
} List;

/* A text, or a stretch of one, as it is typed. */
typedef struct {
    const Finder *finder;
    const uint32_t *text;
    int32_t size;
} Text;

/* A coded text: `start[k]` and `end[k]` bound, in the text, what became its k-th sign. */
typedef struct {
    const uint16_t *coded;
    const int32_t *start, *end;
    const uint8_t *typed; /* 1 for a sign that is read otherwise than typed; NULL where none is */
    int32_t size;
} View;

/* A slot of a match. `sign` is its sign in the grammar. */
typedef struct {
    int32_t start, end;
    uint16_t sign;
} Span;

enum { SPANS = 64 };

typedef struct {
    int32_t end;
    int32_t count;
    Span spans[SPANS]; /* in order */
} Match;

/* The kinds of a sign and its code. */
static inline uint32_t about(const Finder *finder, uint32_t sign) {
    const Given *given = &finder->given;
    uint32_t kinds = sign == SEAM ? given->kinds[0x3002] : sign < given->kind_count ? given->kinds[sign] : 0;
    if (RARE <= sign && sign <= RAREST) kinds = WORDY >> 16;
    return kinds << 16 | (sign < given->code_count ? given->codes[sign] : UNREAD);
}

static inline uint32_t plainly(const Finder *finder, uint32_t sign) {
    return sign < finder->given.kind_count ? finder->given.plain[sign] : sign;
}

static inline uint64_t mixed(uint64_t name) {
    name *= 0x9E3779B97F4A7C15u;
    return name ^ name >> 32;
}

/* Names put into a sieve are mixed. */
static inline void put(Sieve *sieve, uint64_t name) {
    name >>= sieve->shift;
    sieve->bits[name >> 6] |= (uint64_t)1 << (name & 63);
}

static inline bool may_hold(const Sieve *sieve, uint64_t name) {
    name >>= sieve->shift;
    return sieve->bits[name >> 6] >> (name & 63) & 1;
}

/* Whether what an owner's forms find is neutral, and which phrase it belongs to. */
static inline bool takes_back(const Finder *finder, int32_t owner) { return finder->given.owners[owner] & 1; }
static inline uint32_t phrase_of(const Finder *finder, int32_t owner) { return finder->given.owners[owner] >> 1; }

/* finder.c */
void add(List *list, int32_t number);
bool make_sieve(Sieve *sieve, uint32_t names);

/* keys.c */
bool make_keys(Finder *finder);

static inline uint64_t edge_name(uint32_t parent, uint16_t sign) { return mixed((uint64_t)parent << 16 | sign); }

/* The node of a key's first sign, or 0. */
static inline uint32_t root(const Finder *finder, uint16_t sign) { return finder->roots[sign] >> 1; }

static inline uint64_t pair_name(uint16_t first, uint16_t second) { return mixed((uint64_t)first << 16 | second); }
static inline uint64_t triple_name(uint64_t pair, uint16_t third) { return mixed(pair ^ third); }

/* Whether a key may stand where these are the first signs; NOISE for those behind the end of a text. */
static inline bool may_begin(const Finder *finder, uint16_t first, uint16_t second, uint16_t third) {
    uint64_t pair = pair_name(first, second);
    return (finder->roots[first] & 1) | may_hold(&finder->starts, pair) |
           may_hold(&finder->starts, triple_name(pair, third));
}

static inline void fetch_child(const Finder *finder, uint32_t parent, uint16_t sign) {
    FETCH(&finder->nodes[edge_name(parent, sign) & (finder->room - 1)]);
}
uint32_t child(const Finder *finder, uint32_t parent, uint16_t sign);

/* forms.c */
bool matches(const Finder *finder, const uint16_t *program, const View *view, int32_t from, int32_t high, Match *match);

/* placing.c */
bool stands(const Text *text, const View *view, const Form *form, int32_t start, int32_t end, int32_t *first,
            int32_t *last);

/* views.c: what is found only where signs are read otherwise than typed, in a text that stands `at` in another. */
void find_otherwise(const Text *text, const uint16_t *marked, int32_t at, List *found);
/* finder.c: what is found in a view. Places are counted on from `at`. `near`: the signs of it near which keys count,
 * NULL where all do. `syllabic`: they are syllables in Latin letters. */
void find_in(const Text *text, const View *view, int32_t at, const int32_t *near, int32_t nears, bool syllabic,
             List *found);

/* sentences.c */
bool make_turns(Finder *finder);
/* Those that count and in which none of `forms` stands. */
void find_sentences(const Text *text, const uint16_t *marked, const List *forms, List *found);

#endif
