#include "plot/scale.h"

#include "plot/svg.h"
#include "plot/text.h"

#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void scale_extend(const double *values, size_t count, double *least, double *greatest)
{
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i])) {
            *least = fmin(*least, values[i]);
            *greatest = fmax(*greatest, values[i]);
        }
}

ent_status scale_check(const plot_series *series, size_t count, size_t points, ent_error *error)
{
    const double most = 1e300;
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < points; i++)
            if (isfinite(series[s].y[i]) && fabs(series[s].y[i]) > most)
                return ent_fail(error, ENT_ERR_INPUT, "a value of %g cannot be drawn; at most %g",
                                series[s].y[i], most);
    return ENT_OK;
}

double scale_at(const plot_scale *scale, double value)
{
    return scale->low +
           (value - scale->from) / (scale->to - scale->from) * (scale->high - scale->low);
}

/* ---- values ---- */

/* "10¹⁸" */
static void write_power(int power, char text[16])
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[8];
    snprintf(digits, sizeof digits, "%d", power < 0 ? -power : power);
    int used = snprintf(text, 16, "10%s", power < 0 ? "⁻" : "");
    for (const char *digit = digits; *digit; digit++)
        used += snprintf(text + used, 16 - (size_t)used, "%s", raised[*digit - '0']);
}

static void set_unit(plot_scale *scale, const plot_axis *axis, double largest)
{
    static const struct {
        double from, factor;
        const char *word;
    } words[] = {{1e12, 1e12, "trillion"}, {1e9, 1e9, "billion"}, {1e6, 1e6, "million"},
                 {1e5, 1e3, "thousand"}};
    scale->factor = axis->percent ? .01 : 1;
    scale->percent = axis->percent;
    if (axis->percent || largest == 0)
        return;
    if (largest >= 1e15 || largest < 1e-4) {
        int power = (int)floor(log10(largest));
        scale->factor = pow(10, power);
        write_power(power, scale->word);
        return;
    }
    for (size_t i = 0; i < ent_countof(words); i++)
        if (largest >= words[i].from) {
            scale->factor = words[i].factor;
            snprintf(scale->word, sizeof scale->word, "%s", words[i].word);
            return;
        }
}

/* The least of 1, 2, 2.5, 5 and 10 times a power of ten that is no less than `rough`. */
static double round_step(double rough, bool whole)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(rough)));
    if (whole && rough <= 1)
        return 1;
    for (size_t i = 0; i < ent_countof(steps); i++)
        if (rough <= steps[i] * power * (1 + 1e-9) && !(whole && power == 1 && i == 2))
            return steps[i] * power;
    return 10 * power;
}

plot_scale scale_of_values(const plot_axis *axis, double least, double greatest, double low,
                           double high, int ticks)
{
    plot_scale scale = {.low = axis->reversed ? high : low, .high = axis->reversed ? low : high};
    if (axis->from_zero) {
        least = fmin(least, 0);
        greatest = fmax(greatest, 0);
    }
    if (!(greatest - least > 1e-9 * fmax(fabs(least), fabs(greatest)))) {
        double apart = least == 0 ? 1 : fabs(least) / 2;
        greatest += apart;
        least -= axis->from_zero && least == 0 ? 0 : apart;
    }
    set_unit(&scale, axis, fmax(fabs(least), fabs(greatest)));
    double step = round_step((greatest - least) / scale.factor / ticks, axis->whole) * scale.factor;
    scale.step = step;
    scale.from = floor(least / step + 1e-9) * step;
    scale.to = ceil(greatest / step - 1e-9) * step;
    return scale;
}

double scale_tick(const plot_scale *scale, size_t n)
{
    double tick = (ceil(scale->from / scale->step - 1e-9) + (double)n) * scale->step;
    return tick <= scale->to + 1e-9 * scale->step ? tick : (double)NAN;
}

/* "12,345.6", with "−" in front of negative ones. */
static void write_number(double value, int decimals, const char *after, char text[SCALE_TEXT])
{
    char digits[SCALE_TEXT];
    size_t used = 0;
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    size_t whole = strcspn(digits, ".");
    bool is_zero = strspn(digits, "0.") == strlen(digits);
    if (value < 0 && !is_zero)
        used = (size_t)snprintf(text, SCALE_TEXT, "−");
    for (size_t i = 0; digits[i] && used + 8 < SCALE_TEXT; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            text[used++] = ',';
        text[used++] = digits[i];
    }
    snprintf(text + used, SCALE_TEXT - used, "%s", after);
}

void scale_tick_text(const plot_scale *scale, double value, char text[SCALE_TEXT])
{
    double step = scale->step / scale->factor;
    int decimals = 0;
    for (double part = step; decimals < 9 && fabs(part - round(part)) > 1e-6 * part; part *= 10)
        decimals++;
    write_number(value / scale->factor, decimals, scale->percent ? " %" : "", text);
}

void scale_value_text(const plot_scale *scale, double value, char text[SCALE_TEXT])
{
    double written = value / scale->factor, size = fabs(written);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    if (isnan(value)) {
        snprintf(text, SCALE_TEXT, "no data");
        return;
    }
    if (size == round(size) && size < 1e6)
        decimals = 0;
    for (double limit = .9995; size > 0 && size < limit && decimals > 0 && decimals < 6; limit /= 10)
        decimals++;
    write_number(written, decimals, scale->percent ? " %" : "", text);
}

void scale_title(const plot_scale *scale, const plot_axis *axis, ent_buffer *text)
{
    const char *unit = axis->unit ? axis->unit : "";
    ent_buffer_add(text, axis->title ? axis->title : "");
    if (!*scale->word && !*unit)
        return;
    ent_buffer_format(text, "%s%s%s%s", text->length ? ", " : "", scale->word,
                      *scale->word && *unit ? " " : "", unit);
}

double scale_room(const plot_scale *scale)
{
    char text[SCALE_TEXT];
    double room = 0, tick;
    for (size_t n = 0; !isnan(tick = scale_tick(scale, n)); n++) {
        scale_tick_text(scale, tick, text);
        room = fmax(room, text_width(text, SVG_SMALL));
    }
    return room;
}

void scale_draw_values(const plot_scale *scale, const plot_axis *axis, double left, double right,
                       ent_buffer *svg)
{
    char text[SCALE_TEXT];
    ent_buffer title = {0};
    double tick, top = fmin(scale->low, scale->high);
    for (size_t n = 0; !isnan(tick = scale_tick(scale, n)); n++) {
        double y = scale_at(scale, tick);
        bool is_zero = fabs(tick) < scale->step / 2;
        svg_line(svg, left, y, right, y,
                 is_zero ? "stroke=\"#777777\"" : "stroke=\"" SVG_GRID "\"");
        scale_tick_text(scale, tick, text);
        svg_text(svg, left - 6, y + 5, SVG_SMALL, "end", INFINITY, "fill=\"" SVG_PALE "\"", text);
    }
    scale_title(scale, axis, &title);
    if (title.length)
        svg_text(svg, 0, top - 12, SVG_SMALL, "start", SVG_INNER, "fill=\"" SVG_PALE "\"",
                 title.data);
    svg->failed |= title.failed;
    ent_buffer_clear(&title);
}

/* ---- years ---- */

plot_scale scale_of_years(double from, double to, double low, double high)
{
    static const double steps[] = {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000};
    enum { ROOM = 56 };
    if (!(to > from)) {
        from -= .5;
        to += .5;
    }
    plot_scale scale = {.from = from, .to = to, .low = low, .high = high, .factor = 1};
    double least = ROOM / fabs(high - low) * (to - from);
    for (size_t i = 0; i < ent_countof(steps) && scale.step < least; i++)
        scale.step = steps[i];
    return scale;
}

void scale_draw_years(const plot_scale *scale, const char *title, double top, double y,
                      ent_buffer *svg)
{
    char text[SCALE_TEXT];
    double tick;
    svg_line(svg, scale->low, y, scale->high, y, "stroke=\"#777777\"");
    for (size_t n = 0; !isnan(tick = scale_tick(scale, n)); n++) {
        double x = scale_at(scale, tick);
        svg_line(svg, x, top, x, y + 5, "stroke=\"" SVG_GRID "\"");
        snprintf(text, sizeof text, "%.0f", tick);
        svg_text(svg, x, y + 19, SVG_SMALL, "middle", INFINITY, "fill=\"" SVG_PALE "\"", text);
    }
    if (title && *title)
        svg_text(svg, (scale->low + scale->high) / 2, y + 37, SVG_SMALL, "middle", SVG_INNER,
                 "fill=\"" SVG_PALE "\"", title);
}
