<?xml version="1.0" encoding="UTF-8"?>
<!-- The indexes of the site. Source: what publish/registers.py puts together of the catalogue. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <xsl:include href="../shared/labels.xsl"/>
  <xsl:include href="../shared/dates.xsl"/>
  <xsl:include href="../shared/names.xsl"/>
  <xsl:include href="parameters.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="entry.xsl"/>

  <xsl:template match="document-node(element(cat:register))" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="tx:heading(cat:register)"/>
      <xsl:with-param name="kind" select="'register register-' || cat:register/@kind"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What a page is called. -->
  <xsl:function name="tx:heading" as="xs:string">
    <xsl:param name="register" as="element(cat:register)"/>
    <xsl:variable name="name" as="xs:string" select="
        if ($register/@kind = 'entry') then (tx:main-name(tx:entry($register))[.], string($register/@key))[1]
        else if ($register/@kind = 'archive') then tx:display-name(($register//cat:leaf)[1] ! tx:repository(.))
        else if ($register/@kind = 'year') then string($register/@of)
        else tx:label('register.' || $register/@kind)"/>
    <xsl:sequence select="
        if (xs:integer(($register/@page, '1')[1]) gt 1) then tx:label('register.page', ($name, string($register/@page))) else $name"/>
  </xsl:function>

  <!-- A leaf's repository as a name that has the leaf's reference. -->
  <xsl:function name="tx:repository" as="element()">
    <xsl:param name="leaf" as="element(cat:leaf)"/>
    <cat:repository>
      <xsl:copy-of select="$leaf/@ref"/>
      <xsl:value-of select="$leaf/cat:repository"/>
    </cat:repository>
  </xsl:function>

  <xsl:template match="document-node(element(cat:register))" mode="main">
    <xsl:apply-templates select="cat:register"/>
  </xsl:template>

  <xsl:template match="cat:register" as="element()*">
    <nav class="registers" aria-label="{tx:label('register.indexes')}">
      <ul>
        <xsl:for-each select="tokenize(@existing)[. ne 'about']">
          <li><a href="{$home}{.}.html">{tx:label('register.' || .)}</a></li>
        </xsl:for-each>
      </ul>
    </nav>
    <h1>{tx:heading(.)}</h1>
    <xsl:apply-templates select="." mode="register"/>
    <xsl:if test="@previous or @next">
      <nav class="pages" aria-label="{tx:label('pages')}">
        <xsl:for-each select="@previous">
          <a rel="prev" href="{$home}{tx:path(.)}">{tx:label('register.previous')}</a>
        </xsl:for-each>
        <xsl:for-each select="@next">
          <a rel="next" href="{$home}{tx:path(.)}">{tx:label('register.next')}</a>
        </xsl:for-each>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- Names lead to their page, if they have one. -->
  <xsl:template name="name" as="node()*">
    <xsl:variable name="path" as="xs:string?" select="tx:entry-path(tx:entry(.), tokenize(/*/@existing))"/>
    <xsl:choose>
      <xsl:when test="$path"><a href="{$home}{$path}">{tx:display-name(.)}</a></xsl:when>
      <xsl:otherwise>{tx:display-name(.)}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="tx:telegram-path" as="xs:string">
    <xsl:param name="telegram" as="element(cat:telegram)"/>
    <xsl:sequence select="$home || tx:path('telegrams/' || $telegram/@id || '.html')"/>
  </xsl:function>

  <!-- A telegram in a line: its date, and its title as a link. -->
  <xsl:template name="telegram" as="node()*">
    <span class="date">{(tx:date(@date)[.], tx:label('undated'))[1]}</span>
    <xsl:text> </xsl:text>
    <a href="{tx:telegram-path(.)}">{(@title/string()[.], @id/string())[1]}</a>
  </xsl:template>

  <xsl:template match="cat:register[@kind = 'indexes']" mode="register" as="element()*">
    <ul class="indexes">
      <xsl:for-each select="cat:index">
        <li>
          <a href="{@name}.html">{tx:label('register.' || @name)}</a>
          <xsl:if test="not(@name = 'about')">
            <xsl:text> </xsl:text>
            <span class="count">{tx:number(@entries)}</span>
          </xsl:if>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <!-- Persons, places, organisations: by their first letter. -->
  <xsl:template match="cat:register[cat:item]" mode="register" as="element()*">
    <xsl:for-each-group select="cat:item" group-adjacent="string(@letter)">
      <section class="letter">
        <h2>{current-grouping-key()}</h2>
        <ul>
          <xsl:for-each select="current-group()">
            <li>
              <a href="{$home}{tx:path(@path)}">{(tx:main-name(tx:entry(.))[.], substring-after(@ref, '#'))[1]}</a>
              <xsl:text> </xsl:text>
              <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:for-each-group>
  </xsl:template>

  <!-- One person, place or organisation: what the authority says, then all places where it is named. -->
  <xsl:template match="cat:register[@kind = 'entry']" mode="register" as="element()*">
    <xsl:variable name="entry" as="element()?" select="tx:entry(.)"/>
    <dl class="facts">
      <xsl:for-each select="$entry">
        <xsl:call-template name="entry-facts"/>
      </xsl:for-each>
    </dl>
    <h2>{tx:counted('telegrams.count', xs:integer(@telegrams))}</h2>
    <ol class="occurrences">
      <xsl:for-each select="cat:telegram">
        <li>
          <xsl:call-template name="telegram"/>
          <xsl:text> </xsl:text>
          <xsl:for-each select="distinct-values(cat:occurrence/@role[. ne 'mentioned'])">
            <xsl:if test="position() gt 1">{tx:label('list.separator')}</xsl:if>
            <span class="role">{tx:label('role.' || .)}</span>
          </xsl:for-each>
          <xsl:where-populated>
            <ul>
              <xsl:for-each select="cat:occurrence[@role = 'mentioned']">
                <li>
                  <xsl:text>{cat:before}</xsl:text>
                  <a href="{tx:telegram-path(..)}{@anchor[. ne ''] ! ('#' || encode-for-uri(.))}">{cat:form}</a>
                  <xsl:text>{cat:after}</xsl:text>
                </li>
              </xsl:for-each>
            </ul>
          </xsl:where-populated>
        </li>
      </xsl:for-each>
    </ol>
  </xsl:template>

  <!-- The repositories; and one as a tree: fond, opis, delo, with the telegrams on their leaves. -->
  <xsl:template match="cat:register[@kind = 'archives']" mode="register" as="element()*">
    <ul>
      <xsl:for-each select="cat:archive">
        <li>
          <a href="{$home}{tx:path(@path)}">{tx:display-name(tx:repository(cat:leaf))}</a>
          <xsl:text> </xsl:text>
          <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="cat:register[@kind = 'archive']" mode="register" as="element()*">
    <xsl:call-template name="branch">
      <xsl:with-param name="leaves" select="cat:telegram/cat:leaf"/>
      <xsl:with-param name="depth" select="1"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="branch" as="element()?">
    <xsl:param name="leaves" as="element(cat:leaf)*"/>
    <xsl:param name="depth" as="xs:integer"/>
    <ul class="tree">
      <xsl:for-each-group select="$leaves" group-adjacent="string-join(cat:part[$depth] ! (@type, .), ' ')">
        <xsl:variable name="part" as="element()?" select="cat:part[$depth]"/>
        <xsl:choose>
          <xsl:when test="$part">
            <li>
              <span class="part">{tx:value-label('shelfmark', $part/@type)} {$part}</span>
              <xsl:call-template name="branch">
                <xsl:with-param name="leaves" select="current-group()"/>
                <xsl:with-param name="depth" select="$depth + 1"/>
              </xsl:call-template>
            </li>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="current-group()">
              <li>
                <xsl:for-each select="@leaves">
                  <span class="part">{tx:label('shelfmark.leaves', .)}</span>
                  <xsl:text> </xsl:text>
                </xsl:for-each>
                <xsl:for-each select="..">
                  <xsl:call-template name="telegram"/>
                </xsl:for-each>
              </li>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
    </ul>
  </xsl:template>

  <!-- Numbers, subjects, abbreviations: what they are, and the telegrams that have them. -->
  <xsl:template match="cat:register[@kind = ('numbers', 'subjects', 'abbreviations')]" mode="register" as="element()*">
    <dl class="terms">
      <xsl:for-each-group select="cat:telegram" group-adjacent="string-join((cat:number | cat:subject | cat:abbreviation) ! (., @meaning), '&#9;')">
        <xsl:variable name="term" as="element()" select="cat:number | cat:subject | cat:abbreviation"/>
        <div>
          <dt>{$term}<xsl:for-each select="$term/@meaning">: {.}</xsl:for-each></dt>
          <xsl:for-each-group select="current-group()" group-by="@id">
            <dd>
              <xsl:call-template name="telegram"/>
              <xsl:for-each select="cat:number/@type[not(. = ('telegram', 'message'))]">
                <xsl:text> ({tx:value-label('number', .)})</xsl:text>
              </xsl:for-each>
            </dd>
          </xsl:for-each-group>
        </div>
      </xsl:for-each-group>
    </dl>
  </xsl:template>

  <!-- Who wrote to whom: as a drawing of the pairs that wrote most, and as a table of all. -->
  <xsl:template match="cat:register[@kind = 'correspondents']" mode="register" as="element()*">
    <xsl:if test="@page = '1'">
      <xsl:variable name="pairs" as="element()*" select="cat:pair[position() le 30]"/>
      <xsl:variable name="names" as="map(xs:string, xs:string)" select="map:merge($pairs/(cat:sender | cat:addressee)
          ! map:entry(string(if (self::cat:sender) then ../@from else ../@to), tx:display-name(.)))"/>
      <xsl:variable name="step" as="xs:integer" select="28"/>
      <xsl:variable name="senders" as="xs:string*" select="distinct-values($pairs/@from)"/>
      <xsl:variable name="addressees" as="xs:string*" select="distinct-values($pairs/@to)"/>
      <svg class="network" viewBox="0 0 720 {$step * max((count($senders), count($addressees))) + 10}" role="img" aria-label="{tx:label('register.correspondents')}">
        <xsl:for-each select="$pairs">
          <line x1="250" x2="470" y1="{$step * index-of($senders, @from) - 10}" y2="{$step * index-of($addressees, @to) - 10}"
                stroke-width="{min((8, xs:integer(@telegrams)))}"/>
        </xsl:for-each>
        <xsl:for-each select="$senders">
          <text x="240" y="{$step * position() - 5}" text-anchor="end">{substring($names(.), 1, 30)}</text>
        </xsl:for-each>
        <xsl:for-each select="$addressees">
          <text x="480" y="{$step * position() - 5}">{substring($names(.), 1, 30)}</text>
        </xsl:for-each>
      </svg>
    </xsl:if>
    <div class="table" tabindex="0" role="region" aria-label="{tx:label('register.correspondents')}">
      <table>
        <thead>
          <tr>
            <th scope="col">{tx:label('fact.from')}</th>
            <th scope="col">{tx:label('fact.to')}</th>
            <th scope="col">{tx:label('nav.telegrams')}</th>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="cat:pair">
            <tr>
              <xsl:for-each select="cat:sender, cat:addressee">
                <td><xsl:call-template name="name"/></td>
              </xsl:for-each>
              <td class="number">{tx:number(@telegrams)}</td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <!-- Who was sent what: recipients of the telegrams of a page, and how they got them. -->
  <xsl:template match="cat:register[@kind = 'distribution']" mode="register" as="element()*">
    <xsl:variable name="recipients" as="xs:string*" select="distinct-values(cat:telegram/cat:recipient ! tx:display-name(.))"/>
    <div class="table" tabindex="0" role="region" aria-label="{tx:label('register.distribution')}">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">{tx:label('register.recipient')}</th>
            <xsl:for-each select="cat:telegram">
              <th scope="col"><xsl:call-template name="telegram"/></th>
            </xsl:for-each>
          </tr>
        </thead>
        <tbody>
          <xsl:variable name="telegrams" as="element()*" select="cat:telegram"/>
          <xsl:for-each select="$recipients">
            <xsl:variable name="recipient" as="xs:string" select="."/>
            <tr>
              <th scope="row">{.}</th>
              <xsl:for-each select="$telegrams">
                <td>{string-join(distinct-values(cat:recipient[tx:display-name(.) = $recipient] ! (
                    tx:label('distribution.' || @role) || @copies[. ne ''] ! (' (' || . || ')'))), ', ')}</td>
              </xsl:for-each>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <!-- The chronology: the years, their months drawn as bars. -->
  <xsl:template match="cat:register[@kind = 'chronology']" mode="register" as="element()*">
    <xsl:for-each select="cat:year">
      <section>
        <h2><a href="years/{@value}.html">{@value}</a></h2>
        <p>{tx:counted('telegrams.count', xs:integer(sum(cat:day/@telegrams)))}</p>
        <xsl:variable name="days" as="element()*" select="cat:day"/>
        <xsl:variable name="months" as="xs:integer*" select="(1 to 12) ! (let $month := format-integer(., '00')
            return xs:integer(sum($days[substring(@value, 6, 2) = $month]/@telegrams)))"/>
        <svg class="timeline" viewBox="0 0 480 70" role="img" aria-label="{tx:label('chronology.months', string(@value))}">
          <xsl:for-each select="1 to 12">
            <xsl:variable name="height" as="xs:double" select="round(50 * $months[current()] div max(($months, 1)))"/>
            <rect x="{. * 40 - 36}" y="{52 - $height}" width="32" height="{$height}">
              <title>{tx:label('month.' || format-integer(., '00'))}: {tx:number($months[current()])}</title>
            </rect>
            <text x="{. * 40 - 20}" y="66" text-anchor="middle">{tx:label('month.short.' || format-integer(., '00'))}</text>
          </xsl:for-each>
        </svg>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- A year: its days with telegrams month by month, and the telegrams. -->
  <xsl:template match="cat:register[@kind = 'year']" mode="register" as="element()*">
    <section>
      <h2>{tx:label('chronology.days')}</h2>
      <dl class="facts">
        <xsl:for-each-group select="cat:days/cat:day" group-adjacent="substring(@value, 1, 7)">
          <div>
            <dt>{tx:date(current-grouping-key())}</dt>
            <dd>
              <xsl:for-each select="current-group()">
                <a href="{$home}{@path}#d{@value}" title="{tx:counted('telegrams.count', xs:integer(@telegrams))}">{(substring(@value, 9)[.], '·')[1]}</a>
                <xsl:text> </xsl:text>
              </xsl:for-each>
            </dd>
          </div>
        </xsl:for-each-group>
      </dl>
    </section>
    <xsl:for-each-group select="cat:telegram" group-adjacent="substring(@date, 1, 10)">
      <section id="d{encode-for-uri(current-grouping-key())}">
        <h2>{tx:date(current-grouping-key())}</h2>
        <ul>
          <xsl:for-each select="current-group()">
            <li><a href="{tx:telegram-path(.)}">{(@title/string()[.], @id/string())[1]}</a></li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:for-each-group>
  </xsl:template>

  <!-- About the edition: who, figures, how it was encoded. -->
  <xsl:template match="cat:register[@kind = 'about']" mode="register" as="element()*">
    <dl class="facts">
      <xsl:for-each select="$publisher[.]"><div><dt>{tx:label('about.publisher')}</dt><dd>{.}</dd></div></xsl:for-each>
      <xsl:for-each select="$editors[.]"><div><dt>{tx:label('about.editors')}</dt><dd>{.}</dd></div></xsl:for-each>
      <xsl:if test="$licence-target or $licence-name">
        <div><dt>{tx:label('rights.encoding')}</dt><dd><xsl:call-template name="licence-link"/></dd></div>
      </xsl:if>
      <div><dt>{tx:label('rights.text')}</dt><dd>{tx:label('about.rights')}</dd></div>
    </dl>
    <section>
      <h2>{tx:label('about.figures')}</h2>
      <dl class="facts">
        <div><dt>{tx:label('nav.telegrams')}</dt><dd>{tx:number(cat:summary/@telegrams)}</dd></div>
        <xsl:for-each select="cat:index[not(@name = ('about', 'chronology'))]">
          <div><dt>{tx:label('register.' || @name)}</dt><dd>{tx:number(@entries)}</dd></div>
        </xsl:for-each>
        <xsl:for-each select="cat:stated[cat:language or cat:class]">
          <div><dt>{cat:language | cat:class}</dt><dd>{tx:counted('telegrams.count', xs:integer(@telegrams))}</dd></div>
        </xsl:for-each>
      </dl>
    </section>
    <xsl:where-populated>
      <section>
        <xsl:if test="cat:stated/cat:principle">
          <h2>{tx:label('principles')}</h2>
          <xsl:for-each select="cat:stated[cat:principle]">
            <p>{cat:principle} <span class="count">{tx:counted('telegrams.count', xs:integer(@telegrams))}</span></p>
          </xsl:for-each>
        </xsl:if>
      </section>
    </xsl:where-populated>
  </xsl:template>
</xsl:stylesheet>
