/* The floor for benchmarks/control.py: all controlling pairs by a majority of votes, and the ultimate controllers.
   The same algorithm as regraph/engine/control, written as plainly as C allows: a counting sort by holder, who has a
   majority directly, the fixpoint of each of those, and two passes over the pairs. Lower bounds only; an odd one is an
   open end. Reads nothing and prints nothing: the arrays come from numpy through ctypes. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define OPEN (1LL << 28)
#define HALF 1000000000LL

static int64_t term(int32_t low) { return (low & ~1LL) * OPEN + (low & 1); }

static int ascending(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

typedef struct {
    int32_t *controller, *controlled, *company, *ultimate, *ring;
    int64_t pairs, last;
} Answer;

/* Sorted pairs; the arrays are the caller's to free. */
void control(const int32_t *holder, const int32_t *held, const int32_t *low, int64_t stakes, int64_t actors,
             Answer *answer) {
    const int64_t bar = HALF * OPEN + 1;
    int64_t *begins = calloc(actors + 2, sizeof *begins);
    int32_t *things = malloc(stakes * sizeof *things), *shares = malloc(stakes * sizeof *shares);
    for (int64_t row = 0; row < stakes; row++) begins[holder[row] + 2]++;
    for (int64_t k = 2; k < actors + 2; k++) begins[k] += begins[k - 1];
    for (int64_t row = 0; row < stakes; row++) {
        int64_t at = begins[holder[row] + 1]++;
        things[at] = held[row];
        shares[at] = low[row];
    }
    uint8_t *leads = calloc(actors, 1);
    int64_t sum = 0;
    for (int64_t row = 0; row < stakes; row++) {
        if (row == 0 || held[row] != held[row - 1] || holder[row] != holder[row - 1]) sum = 0;
        sum += term(low[row]);
        if (sum >= bar && holder[row] != held[row]) leads[holder[row]] = 1;
    }
    int64_t *total = malloc(actors * sizeof *total), room = 1 << 20, count = 0;
    int32_t *seen = calloc(actors, sizeof *seen), mark = 0;
    int32_t *from = malloc(room * sizeof *from), *found = malloc(room * sizeof *found);
    for (int64_t actor = 0; actor < actors; actor++) {
        if (!leads[actor]) continue;
        int64_t begin = count;
        seen[actor] = -++mark;
        for (int64_t place = -1; begin + place < count; place++) {
            int64_t voter = place < 0 ? actor : found[begin + place];
            for (int64_t at = begins[voter]; at < begins[voter + 1]; at++) {
                int32_t thing = things[at];
                if (seen[thing] == -mark) continue;
                if (seen[thing] != mark) { seen[thing] = mark; total[thing] = 0; }
                if ((total[thing] += term(shares[at])) < bar) continue;
                seen[thing] = -mark;
                if (count == room) {
                    room *= 2;
                    from = realloc(from, room * sizeof *from);
                    found = realloc(found, room * sizeof *found);
                }
                from[count] = actor;
                found[count++] = thing;
            }
        }
        qsort(found + begin, count - begin, sizeof *found, ascending);
    }
    answer->controller = from;
    answer->controlled = found;
    answer->company = answer->ultimate = answer->ring = NULL;
    answer->pairs = count;
    answer->last = 0;
    free(begins); free(things); free(shares); free(leads); free(total); free(seen);
}

/* The ultimate controllers by company, and the first of the ring of each or -1, from the pairs found before. */
void last_in_line(int64_t actors, Answer *answer) {
    const int32_t *from = answer->controller, *found = answer->controlled;
    int64_t *size = calloc(actors, sizeof *size), *first = calloc(actors + 2, sizeof *first), last = 0;
    uint8_t *below = calloc(actors, 1);
    int32_t *ring = malloc(actors * sizeof *ring);
    memset(ring, -1, actors * sizeof *ring);
    for (int64_t at = 0; at < answer->pairs; at++) size[from[at]]++;
    for (int64_t at = 0; at < answer->pairs; at++) {
        int32_t one = from[at], other = found[at], least = one < other ? one : other;
        if (size[one] > size[other]) below[other] = 1;
        else if (size[one] == size[other] && (ring[other] < 0 || ring[other] > least)) ring[other] = least;
    }
    for (int64_t at = 0; at < answer->pairs; at++)
        if (!below[from[at]]) { first[found[at] + 2]++; last++; }
    for (int64_t k = 2; k < actors + 2; k++) first[k] += first[k - 1];
    answer->company = malloc((last + 1) * sizeof(int32_t));
    answer->ultimate = malloc((last + 1) * sizeof(int32_t));
    answer->ring = malloc((last + 1) * sizeof(int32_t));
    for (int64_t at = 0; at < answer->pairs; at++)
        if (!below[from[at]]) {
            int64_t place = first[found[at] + 1]++;
            answer->company[place] = found[at];
            answer->ultimate[place] = from[at];
            answer->ring[place] = ring[from[at]];
        }
    answer->last = last;
    free(size); free(first); free(below); free(ring);
}

void release(Answer *answer) {
    free(answer->controller); free(answer->controlled); free(answer->company); free(answer->ultimate); free(answer->ring);
}
